namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Something with a value that is known only when the application is run or published.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>What stands for the value until then, in Aspire's notation: <c>{db.bindings.tcp.port}</c>.</summary>
    string ValueExpression { get; }
}
