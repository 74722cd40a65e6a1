using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Tests.Publishing;

public sealed class PublishOperationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("publish-operation-");
    private readonly FakeTools _tools = new();
    private readonly StringWriter _output = new();

    private string Target => Path.Combine(_folder.FullName, "k8s");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _tools.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task WritesBothFormsAndSaysHowToApplyThem()
    {
        await RunAsync("publish");

        Assert.True(File.Exists(Path.Combine(Target, "manifests", "kustomization.yaml")));
        Assert.True(File.Exists(Path.Combine(Target, "chart", "Chart.yaml")));
        Assert.Contains($"kubectl apply -k {Target}/manifests", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "")]
    [InlineData(null, "NodePort=80")]
    [InlineData("sidecar", "Deploy:Tool=helm")]
    public async Task WritesNothingWhenSomethingIsWrong(string? profile, string settings)
    {
        await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("publish", profile, settings));

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task TellsEveryFaultOfTheModel()
    {
        var model = new DistributedApplicationModel([new ProjectResource("Ping"), new ProjectResource("Ping"), new ProjectResource("pong")]);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("publish", model: model));

        Assert.Contains("2 resources are named 'Ping'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'Ping' cannot be a Kubernetes Service's", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesAMissingTool()
    {
        _tools.With("kubectl");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("deploy"));

        Assert.Equal("'helm' is not on the PATH. Install it (https://helm.sh), or add its folder to the PATH.", fault.Message);
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("helm", "helm upgrade --install edge-proxy", "--values -", "\"secrets\":{\"dbPassword\":\"s3cret/value\"}")]
    [InlineData("kubectl", "kubectl apply --server-side --force-conflicts -f -", "", "\"db-password-uri\":\"s3cret%2Fvalue\"")]
    public async Task PassesSecretsOnThroughStandardInputAlone(string tool, string call, string argument, string input)
    {
        var received = Path.Combine(_folder.FullName, "received");
        _tools.With("helm", $"cat >> '{received}'").With("kubectl", $"case $* in *'-f -'*) cat >> '{received}' ;; esac; exit 0");

        await RunAsync("deploy", settings: $"Deploy:BuildImages=false Deploy:Tool={tool}", model: OrdersApplication.Model());

        Assert.Contains(_tools.Calls, line => line.StartsWith(call, StringComparison.Ordinal) && line.Contains(argument, StringComparison.Ordinal));
        Assert.Contains(input, await File.ReadAllTextAsync(received, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(_tools.Calls, line => line.Contains("s3cret", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusesToDeployWithoutASecretBeforeItWritesAnything()
    {
        _tools.With("helm").With("kubectl");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("deploy", settings: "Deploy:BuildImages=false", model: OrdersApplication.Model(secret: null)));

        Assert.StartsWith("The parameter 'db-password' has no value.", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task SaysWhatIsNotPublished()
    {
        await RunAsync("publish", model: OrdersApplication.Model());

        Assert.Contains("Note: The executable 'tool' is not published", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Its secrets (db-password, db-password-uri) are in no file.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatTheClusterDoesNotAnswerBeforeItWritesAnything()
    {
        _tools.With("helm").With("kubectl", "echo 'The connection to the server 127.0.0.1:6443 was refused' >&2; exit 1");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("deploy", settings: "Deploy:Context=kind-a"));

        Assert.StartsWith("The cluster of the context 'kind-a' does not answer: The connection to the server 127.0.0.1:6443 was refused", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task SaysThatThereIsNoWayForImagesIntoTheCluster()
    {
        _tools.With("helm").With("dotnet").With("kubectl", "[ \"$1\" = config ] && echo production; exit 0");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("deploy"));

        Assert.Contains("the context 'production'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--Publish:Registry=HOST", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind-a", "kind load image-archive ARCHIVE --name a")]
    [InlineData("k3d-a", "k3d image import ARCHIVE --cluster a")]
    [InlineData("minikube", "minikube image load ARCHIVE --profile minikube")]
    public async Task BuildsLoadsAndInstallsIntoALocalCluster(string context, string load)
    {
        _tools.With("helm").With("dotnet").With("kind").With("k3d").With("minikube").With("kubectl", Kubectl(context));

        await RunAsync("deploy");

        var archive = Path.Combine(Target, "images", "ping-svc.tar.gz");
        Assert.Contains($"dotnet publish /src/ping-svc.csproj -t:PublishContainer --configuration Release -p:ContainerImageTag=dev -p:ContainerRepository=ping-svc -p:ContainerArchiveOutputPath={archive}", _tools.Calls);
        Assert.Contains(load.Replace("ARCHIVE", archive, StringComparison.Ordinal), _tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace default --wait --timeout 180s", _tools.Calls);
        Assert.Contains("Deployed: http://10.0.0.2:30000/\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PushesToARegistryForEveryPlatform()
    {
        _tools.With("helm").With("dotnet").With("kubectl", Kubectl("production"));

        await RunAsync("deploy", settings: "Registry=registry.example.com/team Tag=1.2.3 PullPolicy=IfNotPresent Namespace=edge Deploy:RuntimeIdentifiers=linux-x64+linux-arm64 Deploy:Context=production");

        Assert.Contains(
            "dotnet publish /src/edge-proxy.csproj -t:PublishContainer --configuration Release -p:ContainerImageTag=1.2.3 -p:ContainerRegistry=registry.example.com -p:ContainerRepository=team/edge-proxy -p:ImageRuntimeIdentifiers=linux-x64+linux-arm64",
            _tools.Calls);
        Assert.Contains("kubectl create namespace edge --context production", _tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace edge --wait --timeout 180s --kube-context production", _tools.Calls);
    }

    [Fact]
    public async Task AppliesPlainYamlAndWaitsForEveryDeployment()
    {
        _tools.With("kubectl", Kubectl("kind-a"));

        await RunAsync("deploy", "seed", "Deploy:BuildImages=false");

        Assert.Contains($"kubectl apply -k {Target}/manifests --namespace default", _tools.Calls);
        foreach (var name in new[] { "ping-svc", "pong-svc", "edge-proxy" })
            Assert.Contains($"kubectl rollout status deployment/{name} --timeout=180s --namespace default", _tools.Calls);
    }

    [Fact]
    public async Task PassesOnWhatAFailedToolSaid()
    {
        _tools.With("kubectl", Kubectl("kind-a")).With("helm", "echo 'Error: timed out waiting for the condition' >&2; exit 3");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync("deploy", settings: "Deploy:BuildImages=false"));

        Assert.Contains("failed with exit code 3:\nError: timed out waiting for the condition", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakesTheDashboardsSecretOnceAndTellsNoValueOfIt()
    {
        var stdin = Path.Combine(_folder.FullName, "stdin");
        _tools.With("helm").With("kubectl", $"[ \"$1\" = create ] && [ \"$2\" = -f ] && while read -r line || [ -n \"$line\" ]; do echo \"$line\" >> '{stdin}'; done\n{Kubectl("kind-a")}");

        await RunAsync("deploy", settings: "Deploy:BuildImages=false Dashboard:Enabled=true");

        var secret = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(stdin, TestContext.Current.CancellationToken))!;
        var token = secret["stringData"]!["browser-token"]!.GetValue<string>();
        Assert.Equal(64, token.Length);
        Assert.Equal($"x-otlp-api-key={secret["stringData"]!["otlp-api-key"]}", secret["stringData"]!["headers"]!.GetValue<string>());
        Assert.DoesNotContain(token, _output.ToString() + string.Concat(_tools.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemovesTheReleaseAndLeavesTheFolderAsItWas()
    {
        _tools.With("helm").With("kubectl", Kubectl("kind-a"));

        await RunAsync("destroy");

        Assert.Contains("helm uninstall edge-proxy --namespace default --ignore-not-found --wait --timeout 180s", _tools.Calls);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task RemovesWhatThePlainYamlOfAProfileNames()
    {
        _tools.With("kubectl", Kubectl("kind-a"));

        await RunAsync("destroy", "sidecar");

        Assert.Contains(_tools.Calls, call => call.StartsWith("kubectl delete -k /", StringComparison.Ordinal) && call.EndsWith("/manifests --ignore-not-found --timeout=180s --namespace default", StringComparison.Ordinal));
    }

    // A cluster of one node that answers for its context, and knows no namespace or Secret yet.
    private static string Kubectl(string context) => $$"""
        case "$*" in
          *current-context*) echo {{context}} ;;
          "get namespace"*|"get secret"*) exit 1 ;;
          *ports*nodePort*) echo 30000 ;;
          *ports*) echo 30000 ;;
          *"get nodes"*) echo 10.0.0.2 ;;
        esac
        exit 0
        """;

    private Task RunAsync(string step, string? profile = null, string settings = "", DistributedApplicationModel? model = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(SampleApplication.Configuration(SampleApplication.Parse(settings)))
            .AddInMemoryCollection([new("PATH", _tools.Path)])
            .Build();
        var options = new PublishOptions(step, Target, profile, _folder.FullName);
        return new PublishOperation(model ?? SampleApplication.Model(), configuration, options, _output).RunAsync(TestContext.Current.CancellationToken);
    }
}
