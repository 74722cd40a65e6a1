namespace EdgeProxy.Gateway.Primitives;

/// <summary>The name of an operator in a format string, between its percent signs.</summary>
/// <param name="name">The name, with the header of an operator that means one.</param>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true)]
internal sealed class OperatorNameAttribute(string name) : Attribute
{
    public string Name => name;
}
