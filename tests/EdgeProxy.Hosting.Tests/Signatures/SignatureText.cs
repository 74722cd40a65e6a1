using System.Reflection;

namespace EdgeProxy.Hosting.Tests.Signatures;

/// <summary>Writes a public member as the table has it.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(void)] = "void",
    };

    public static string Of(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Name(method.DeclaringType!)}.{method.Name}{Generic(method)}({string.Join(", ", method.GetParameters().Select(Of))}) -> {Name(method.ReturnType)}",
        PropertyInfo property => $"{Name(property.DeclaringType!)}.{property.Name} : {Name(property.PropertyType)}",
        _ => member.Name,
    };

    private static string Of(ParameterInfo parameter) => $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}";

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        return parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null",
            bool value => value ? " = true" : " = false",
            var value => $" = {value}",
        };
    }

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
