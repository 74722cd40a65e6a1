using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class PipelineTests : IDisposable
{
    private readonly PipelineHarness _pipeline = new();

    private FakeTools Tools => _pipeline.Tools;

    private string Target => _pipeline.Target;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Publish_WritesBothFormsAndReportsHowToApplyThem()
    {
        var run = (await _pipeline.RunAsync("publish")).Succeeded();

        Assert.True(File.Exists(Path.Combine(Target, "manifests", "Kustomization")));
        Assert.True(File.Exists(Path.Combine(Target, "chart", "Chart.yaml")));
        Assert.Contains($"kubectl apply -k {Target}/manifests", run.Output, StringComparison.Ordinal);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Profile=nope", "'Publish:Profile' is 'nope'. Allowed: 'full', 'seed', 'sidecar'.")]
    [InlineData("NodePort=80", "'Publish:NodePort' is '80'. Allowed: a whole number from 30000 to 32767, or 0.")]
    [InlineData("Replica=3", "The setting 'Publish:Replica' is not known.")]
    public async Task Publish_WithAWrongSetting_FailsWithItsMessageAndWritesNothing(string settings, string message)
    {
        var error = (await _pipeline.RunAsync("publish", settings)).Failed();

        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Publish_OfAModelWithErrors_ReportsAllOfThem()
    {
        var error = (await _pipeline.RunAsync("publish", application: args =>
        {
            var builder = SampleApplication.Empty(args);
            builder.AddKubernetesEnvironment("k8s");
            builder.AddContainer("Cache", "redis").WithHttpEndpoint();
            builder.AddContainer("db", "postgres").WithEndpoint(targetPort: 5432).WithBindMount("/data", "/var/lib/postgresql/data");
            return builder;
        })).Failed();

        Assert.Contains("'Cache' is no valid name of a Kubernetes Service", error, StringComparison.Ordinal);
        Assert.Contains("of the container 'Cache' has no target port", error, StringComparison.Ordinal);
        Assert.Contains("The container 'db' mounts '/data' of this machine", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WithoutAStep_OnlyPublishes()
    {
        Tools.With("helm").With("dotnet").With("kubectl", Kubectl("kind-a")).With("docker");

        (await _pipeline.RunAsync(step: null)).Succeeded();

        Assert.True(Directory.Exists(Target));
        Assert.Empty(Tools.Calls);
    }

    [Fact]
    public async Task Deploy_WithHelmAndAProfileWithoutChart_Fails()
    {
        var error = (await _pipeline.RunAsync("deploy", "Profile=sidecar Deploy:Tool=helm")).Failed();

        Assert.StartsWith("'Publish:Deploy:Tool' is 'helm', and only the full profile has a chart.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Deploy_WithoutHelm_FailsWithTheWayToGetIt()
    {
        Tools.With("kubectl");

        var error = (await _pipeline.RunAsync("deploy")).Failed();

        Assert.Equal("'helm' is not on the PATH. Install it (https://helm.sh), or add its folder to the PATH.", error);
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("helm", "helm upgrade --install edge-proxy", "--values -", "\"secrets\":{\"dbPassword\":\"s3cret/value\"}")]
    [InlineData("kubectl", "kubectl apply --server-side --force-conflicts -f -", "", "\"db-password-uri\":\"s3cret%2Fvalue\"")]
    public async Task Deploy_PassesSecretsThroughStandardInputOnly(string tool, string call, string argument, string input)
    {
        var received = Path.Combine(_pipeline.Folder, "received");
        Tools.With("helm", $"cat >> '{received}'").With("kubectl", $"case $* in *'-f -'*) cat >> '{received}' ;; esac; exit 0");

        var run = (await _pipeline.RunAsync("deploy", $"Deploy:BuildImages=false Deploy:Tool={tool}", application: args => OrdersApplication.Builder(args: args))).Succeeded();

        Assert.Contains(Tools.Calls, line => line.StartsWith(call, StringComparison.Ordinal) && line.Contains(argument, StringComparison.Ordinal));
        Assert.Contains(input, await File.ReadAllTextAsync(received, Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(Tools.Calls, line => line.Contains("s3cret", StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_WithoutASecret_FailsBeforeAnythingIsWritten()
    {
        Tools.With("helm").With("kubectl");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false", application: args => OrdersApplication.Builder(secret: null, args))).Failed();

        Assert.StartsWith("The parameter 'db-password' has no value.", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Publish_ReportsWhatIsNotPublished()
    {
        var run = (await _pipeline.RunAsync("publish", application: args => OrdersApplication.Builder(args: args))).Succeeded();

        Assert.Contains("Note: The executable 'tool' is not published", run.Output, StringComparison.Ordinal);
        Assert.Contains("Secrets: db-password, db-password-uri are in no file.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_ToAClusterThatDoesNotAnswer_FailsBeforeAnythingIsWritten()
    {
        Tools.With("helm").With("kubectl", "echo 'The connection to the server 127.0.0.1:6443 was refused' >&2; exit 1");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:Context=kind-a")).Failed();

        Assert.StartsWith("The cluster of the context 'kind-a' does not answer: The connection to the server 127.0.0.1:6443 was refused", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Deploy_WithoutAWayForImages_FailsWithTheWaysThereAre()
    {
        Tools.With("helm").With("dotnet").With("kubectl", "[ \"$1\" = config ] && echo production; exit 0");

        var error = (await _pipeline.RunAsync("deploy")).Failed();

        Assert.Contains("the context 'production'", error, StringComparison.Ordinal);
        Assert.Contains("--Publish:Registry=HOST", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind-a", "kind load image-archive ARCHIVE --name a")]
    [InlineData("k3d-a", "k3d image import ARCHIVE --cluster a")]
    [InlineData("minikube", "minikube image load ARCHIVE --profile minikube")]
    public async Task Deploy_ToALocalCluster_BuildsLoadsAndInstalls(string context, string load)
    {
        Tools.With("helm").With("dotnet").With("kind").With("k3d").With("minikube").With("kubectl", Kubectl(context));

        var run = (await _pipeline.RunAsync("deploy")).Succeeded();

        var archive = Path.Combine(Target, "images", "ping-svc.tar.gz");
        Assert.Contains($"dotnet publish {SampleApplication.ProjectFile("PingService")} -t:PublishContainer --configuration Release -p:ContainerImageTag=dev -p:ContainerRepository=ping-svc -p:ContainerArchiveOutputPath={archive}", Tools.Calls);
        Assert.Contains(load.Replace("ARCHIVE", archive, StringComparison.Ordinal), Tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace default --wait --timeout 180s", Tools.Calls);
        Assert.Contains("Deployed: http://10.0.0.2:30000/\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithARegistry_PushesForEveryPlatform()
    {
        Tools.With("helm").With("dotnet").With("kubectl", Kubectl("production"));

        (await _pipeline.RunAsync("deploy", "Registry=registry.example.com/team Tag=1.2.3 PullPolicy=IfNotPresent Namespace=edge Deploy:RuntimeIdentifiers=linux-x64+linux-arm64 Deploy:Context=production")).Succeeded();

        Assert.Contains(
            $"dotnet publish {SampleApplication.ProjectFile("EdgeProxy.Gateway")} -t:PublishContainer --configuration Release -p:ContainerImageTag=1.2.3 -p:ContainerRegistry=registry.example.com -p:ContainerRepository=team/edge-proxy -p:ImageRuntimeIdentifiers=linux-x64+linux-arm64",
            Tools.Calls);
        Assert.Contains("kubectl create namespace edge --context production", Tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace edge --wait --timeout 180s --kube-context production", Tools.Calls);
    }

    [Fact]
    public async Task Deploy_WithKubectl_AppliesAndWaitsForEveryDeployment()
    {
        Tools.With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("deploy", "Profile=seed Deploy:BuildImages=false")).Succeeded();

        Assert.Contains($"kubectl apply -k {Target}/manifests --namespace default", Tools.Calls);
        foreach (var name in new[] { "ping-svc", "pong-svc", "edge-proxy" })
            Assert.Contains($"kubectl rollout status deployment/{name} --timeout=180s --namespace default", Tools.Calls);
    }

    [Fact]
    public async Task Deploy_WhereAToolFails_FailsWithItsOutput()
    {
        Tools.With("kubectl", Kubectl("kind-a")).With("helm", "echo 'Error: timed out waiting for the condition' >&2; exit 3");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Failed();

        Assert.Contains("failed with exit code 3:\nError: timed out waiting for the condition", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithTheDashboard_MakesItsSecretAndLogsNoValue()
    {
        var stdin = Path.Combine(_pipeline.Folder, "stdin");
        Tools.With("helm").With("kubectl", $"[ \"$1\" = create ] && [ \"$2\" = -f ] && while read -r line || [ -n \"$line\" ]; do echo \"$line\" >> '{stdin}'; done\n{Kubectl("kind-a")}");

        var run = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false Dashboard:Enabled=true")).Succeeded();

        var secret = JsonNode.Parse(await File.ReadAllTextAsync(stdin, Cancellation))!;
        var token = secret["stringData"]!["browser-token"]!.GetValue<string>();
        Assert.Equal(64, token.Length);
        Assert.Equal($"x-otlp-api-key={secret["stringData"]!["otlp-api-key"]}", secret["stringData"]!["headers"]!.GetValue<string>());
        Assert.DoesNotContain(token, run.Output + string.Concat(Tools.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_RemovesTheReleaseAndWritesNothing()
    {
        Tools.With("helm").With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("destroy")).Succeeded();

        Assert.Contains("helm uninstall edge-proxy --namespace default --ignore-not-found --wait --timeout 180s", Tools.Calls);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Destroy_WithKubectl_RemovesWhatTheProfileNames()
    {
        Tools.With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("destroy", "Profile=sidecar")).Succeeded();

        Assert.Contains(Tools.Calls, call => call.StartsWith("kubectl delete -k /", StringComparison.Ordinal) && call.EndsWith("/manifests --ignore-not-found --timeout=180s --namespace default", StringComparison.Ordinal));
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
}
