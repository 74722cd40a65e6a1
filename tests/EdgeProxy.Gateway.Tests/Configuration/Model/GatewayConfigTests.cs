using System.Reflection;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Model;

/// <summary>A reload applies what differs: the model compares by value, whatever is added to it.</summary>
public sealed class GatewayConfigTests
{
    [Fact]
    public void EveryProperty_ComparesByValue()
    {
        var wrong = new List<string>();
        var seen = new HashSet<Type>();
        foreach (var type in typeof(GatewayConfig).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RouteActionConfig)) || type.IsSubclassOf(typeof(FilterSettings))).Prepend(typeof(GatewayConfig)))
            Check(type, type.Name);

        Assert.Contains(typeof(ForwardActionConfig), seen);
        Assert.Contains(typeof(AccessLogFieldConfig), seen);
        Assert.Empty(wrong);

        void Check(Type type, string place)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan))
                return;
            if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueList<>) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)))
            {
                foreach (var argument in type.GetGenericArguments())
                    Check(argument, place);
                return;
            }

            if (type.GetMethod("<Clone>$") is null)
            {
                wrong.Add($"{place}: {type.Name} is no record and no {nameof(ValueList<>)}");
                return;
            }

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Check(property.PropertyType, $"{type.Name}.{property.Name}");
        }
    }
}
