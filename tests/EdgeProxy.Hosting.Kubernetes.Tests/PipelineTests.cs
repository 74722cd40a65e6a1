using System.Text.Json.Nodes;
using EdgeProxy.TestKit;

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
            builder.AddExecutable("tool", "node", "/");
            return builder;
        })).Failed();

        Assert.Contains("'Cache' is no valid name of a Kubernetes Service", error, StringComparison.Ordinal);
        Assert.Contains("of the container 'Cache' has no target port", error, StringComparison.Ordinal);
        Assert.Contains("The executable 'tool' cannot be published: no image is known for it.", error, StringComparison.Ordinal);
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

        Assert.Contains("Note: 'edge-proxy' references 'tool', which is not published", run.Output, StringComparison.Ordinal);
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
        Tools.With("helm").With("dotnet").With("kubectl", "[ \"$2\" = current-context ] && echo production; exit 0");

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
        Tools.With("helm").With("kind").With("k3d").With("minikube").With("kubectl", Kubectl(context));
        await BuildsAsync("program", "monday");

        var run = (await _pipeline.RunAsync("deploy")).Succeeded();

        var archive = Path.Combine(Target, "images", "ping-svc.tar");
        Assert.Contains($"dotnet publish {SampleApplication.ProjectFile("PingService")} -t:PublishContainer --configuration Release -p:ContainerImageTag=dev -p:ContainerRepository=ping-svc -p:ContainerArchiveOutputPath={archive}", Tools.Calls);
        Assert.Contains(load.Replace("ARCHIVE", archive, StringComparison.Ordinal), Tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace default --wait --timeout 180s", Tools.Calls);
        Assert.Contains("Deployed: http://10.0.0.2:30000/\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The name of the image stays the same: without anything else on the pods, the cluster would go on with what it runs.</summary>
    [Theory]
    [InlineData("full")]
    [InlineData("seed")]
    [InlineData("sidecar")]
    public async Task Deploy_ReplacesThePodsOnlyWhenTheImageChanged(string profile)
    {
        Tools.With("helm").With("kind").With("kubectl", Kubectl("kind-a"));

        await BuildsAsync("program", "monday");
        (await _pipeline.RunAsync("deploy", $"Profile={profile}")).Succeeded();
        var first = await PublishedTextAsync();
        await BuildsAsync("program", "tuesday");
        (await _pipeline.RunAsync("deploy", $"Profile={profile}")).Succeeded();
        var second = await PublishedTextAsync();
        await BuildsAsync("changed", "wednesday");
        (await _pipeline.RunAsync("deploy", $"Profile={profile}")).Succeeded();
        var third = await PublishedTextAsync();

        Assert.Contains("checksum/image: sha256:", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public async Task Deploy_WithARegistry_PushesForEveryPlatformAndDeploysByDigest()
    {
        Tools.With("helm").With("kubectl", Kubectl("production"));
        await BuildsAsync("program", "monday");

        (await _pipeline.RunAsync("deploy", "Registry=registry.example.com/team Tag=1.2.3 Namespace=edge Deploy:RuntimeIdentifiers=linux-x64+linux-arm64 Deploy:Context=production")).Succeeded();

        Assert.Contains(Tools.Calls, call => call.StartsWith(
            $"dotnet publish {SampleApplication.ProjectFile("EdgeProxy.Gateway")} -t:PublishContainer --configuration Release -p:ContainerImageTag=1.2.3 -p:ContainerRegistry=registry.example.com -p:ContainerRepository=team/edge-proxy -p:ImageRuntimeIdentifiers=linux-x64+linux-arm64",
            StringComparison.Ordinal));
        Assert.Contains("kubectl create namespace edge --context production", Tools.Calls);
        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace edge --wait --timeout 180s --kube-context production", Tools.Calls);
        Assert.Contains($"image: registry.example.com/team/ping-svc@{Digest}\n", await PublishedTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithARegistryAndTheContentThatRuns_PushesNothing()
    {
        var running = $"sha256:{new string('e', 64)}";
        Tools.With("helm").With("kubectl", Kubectl("production"));
        await BuildsAsync("program", "monday");
        (await _pipeline.RunAsync("deploy", "Registry=registry.example.com")).Succeeded();
        var checksum = (await PublishedTextAsync()).Split("checksum/image: ")[1].Split('\n')[0].Trim('"');
        Tools.With("kubectl", $"case $* in *checksum*) echo '{checksum} registry.example.com/ping-svc@{running}'; exit 0 ;; esac\n{Kubectl("production")}");
        await BuildsAsync("program", "tuesday");
        var before = Tools.Calls.Count;

        (await _pipeline.RunAsync("deploy", "Registry=registry.example.com")).Succeeded();

        Assert.DoesNotContain(Tools.Calls.Skip(before), call => call.Contains("ContainerRegistry=", StringComparison.Ordinal) && call.Contains("PingService", StringComparison.Ordinal));
        Assert.Contains($"image: registry.example.com/ping-svc@{running}\n", await PublishedTextAsync(), StringComparison.Ordinal);
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
    public async Task Deploy_WithKubectl_WaitsForDatabasesAndJobs()
    {
        Tools.With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("deploy", "Deploy:Tool=kubectl Deploy:BuildImages=false", application: ShopApplication.Builder)).Succeeded();

        Assert.Contains("kubectl rollout status statefulset/db --timeout=180s --namespace default", Tools.Calls);
        Assert.Contains("kubectl rollout status deployment/worker --timeout=180s --namespace default", Tools.Calls);
        Assert.Contains(Tools.Calls, call => call.StartsWith("kubectl wait --for=condition=complete job/migrations-", StringComparison.Ordinal));
        Assert.DoesNotContain(Tools.Calls, call => call.Contains("/reindex", StringComparison.Ordinal));
    }

    /// <summary>Nothing was built, so that nothing changed: the pods stay.</summary>
    [Fact]
    public async Task Deploy_WithoutBuildingImages_KeepsTheChecksumOfWhatRuns()
    {
        var checksum = $"sha256:{new string('c', 64)}";
        Tools.With("helm").With("kubectl", $"case $* in *checksum*ping-svc*|*ping-svc*checksum*) echo '{checksum} ping-svc:dev' ;; *checksum*) echo '{checksum} pong-svc:old' ;; *) : ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Succeeded();

        Assert.Contains($"checksum/image: {checksum}\n", await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "ping-svc-deployment.yaml"), Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("checksum/image", await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "pong-svc-deployment.yaml"), Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A job that has ended is not in the way.</summary>
    [Fact]
    public async Task Deploy_WhosePodsDoNotBecomeReady_SaysNothingOfAPodThatSucceeded()
    {
        Tools.With("kubectl", Kubectl("kind-a", Pod("""{"phase":"Succeeded","containerStatuses":[{"name":"migrations","ready":false,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}"""))).With("helm", "[ \"$1\" = upgrade ] && echo 'Error: context deadline exceeded' >&2 && exit 1; exit 0");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Failed();

        Assert.DoesNotContain("Completed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithHelm_WaitsForJobs()
    {
        Tools.With("helm").With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false", application: ShopApplication.Builder)).Succeeded();

        Assert.Contains($"helm upgrade --install web {Target}/chart --namespace default --wait --wait-for-jobs --timeout 180s --values -", Tools.Calls);
    }

    /// <summary>Data are not removed with the application, nor with what names them no more.</summary>
    [Fact]
    public async Task Destroy_KeepsTheDataAndSaysHowToRemoveThem()
    {
        var listed = Path.Combine(_pipeline.Folder, "lists");
        Tools.With("kubectl", $"case $* in *'-f -'*) cat >> '{listed}' ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("deploy", "Deploy:Tool=kubectl Deploy:BuildImages=false", application: ShopApplication.Builder)).Succeeded();
        var run = (await _pipeline.RunAsync("destroy", "Deploy:Tool=kubectl", application: ShopApplication.Builder)).Succeeded();

        Assert.DoesNotContain("persistentvolumeclaim", await File.ReadAllTextAsync(listed, Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(Tools.Calls, call => call.Contains("persistentvolumeclaim", StringComparison.Ordinal));
        Assert.Contains(
            "Kept: the data of 'shop-cache', 'shop-db', 'shop-queue'. This removes them for good: kubectl --namespace default delete persistentvolumeclaim/shop-cache persistentvolumeclaim/shop-db persistentvolumeclaim/shop-queue\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_OfSeveralPlatformsToALocalCluster_ReplacesThePodsOnlyWhenAProgramChanged()
    {
        Tools.With("helm").With("kind").With("kubectl", Kubectl("kind-a"));

        var published = new List<string>();
        foreach (var (programs, built) in new[] { ("program program", "monday"), ("program program", "tuesday"), ("program changed", "wednesday") })
        {
            await BuildsAsync(programs, built, ofSeveralPlatforms: true);
            (await _pipeline.RunAsync("deploy", "Deploy:RuntimeIdentifiers=linux-x64+linux-arm64")).Succeeded();
            published.Add(await PublishedTextAsync());
        }

        Assert.Contains("checksum/image: sha256:", published[0], StringComparison.Ordinal);
        Assert.Equal(published[0], published[1]);
        Assert.NotEqual(published[0], published[2]);
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

        var run = (await _pipeline.RunAsync("destroy")).Succeeded();

        Assert.Contains("helm uninstall edge-proxy --namespace default --ignore-not-found --wait --timeout 180s", Tools.Calls);
        Assert.Contains("kubectl delete configmap,secret --selector app.kubernetes.io/managed-by=edge-proxy-publisher,app.kubernetes.io/part-of=edge-proxy --ignore-not-found --namespace default", Tools.Calls);
        Assert.Contains("Removed: 'edge-proxy' from the namespace 'default'", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    /// <summary>The list of what was deployed counts, and what the profile names today.</summary>
    [Fact]
    public async Task Destroy_WithKubectl_RemovesWhatWasDeployed()
    {
        Tools.With("kubectl", $"case $* in *'get configmap'*) echo 'service/old'; exit 0 ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("destroy", "Profile=sidecar")).Succeeded();

        Assert.Contains("kubectl delete service/old deployment.apps/sidecar service/sidecar --ignore-not-found --timeout=180s --namespace default", Tools.Calls);
    }

    [Fact]
    public async Task Destroy_WherePodsStay_FailsWithTheirNames()
    {
        Tools.With("helm").With("kubectl", $"case $* in *'get pods'*) echo 'pod/ping-svc-1'; exit 0 ;; esac\n{Kubectl("kind-a")}");

        var run = await _pipeline.RunAsync("destroy", "Deploy:TimeoutSeconds=1");

        Assert.StartsWith("After 1 s these pods are still there: pod/ping-svc-1.", run.Failed(), StringComparison.Ordinal);
        Assert.DoesNotContain("Removed:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithKubectl_RemovesWhatIsNotPublishedAnyMore()
    {
        Tools.With("kubectl", $"case $* in *'get configmap'*) printf 'deployment.apps/ping-svc\\ndeployment.apps/gone\\n'; exit 0 ;; *'-f -'*) cat >> '{_pipeline.Folder}/lists' ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("deploy", "Profile=seed Deploy:BuildImages=false")).Succeeded();

        Assert.Contains("kubectl delete deployment.apps/gone --ignore-not-found --timeout=180s --namespace default", Tools.Calls);
        var lists = await File.ReadAllTextAsync(Path.Combine(_pipeline.Folder, "lists"), Cancellation);
        Assert.Equal(1, lists.Split("deployment.apps/gone").Length - 1);
        Assert.Equal(2, lists.Split("deployment.apps/edge-proxy").Length - 1);
    }

    [Fact]
    public async Task Deploy_WithHelmAfterKubectl_FailsWithTheWaysOn()
    {
        Tools.With("helm").With("kubectl", $"case $* in *'get configmap'*) echo 'deployment.apps/ping-svc'; exit 0 ;; esac\n{Kubectl("kind-a")}");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Failed();

        Assert.Contains("was deployed to the namespace 'default' with kubectl", error, StringComparison.Ordinal);
        Assert.Contains("--Publish:Deploy:Tool=kubectl", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithKubectlAfterHelm_FailsWithTheWaysOn()
    {
        Tools.With("kubectl", $"case $* in *owner=helm*) echo 'secret/sh.helm.release.v1.edge-proxy.v1'; exit 0 ;; esac\n{Kubectl("kind-a")}");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false Deploy:Tool=kubectl")).Failed();

        Assert.Contains("'edge-proxy' was deployed to the namespace 'default' with Helm", error, StringComparison.Ordinal);
        Assert.Contains("--Publish:Deploy:Tool=helm", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_AfterAnInterruptedOne_RemovesItsRecordAndGoesOn()
    {
        Tools.With("kubectl", Kubectl("kind-a")).With("helm", "[ \"$1\" = status ] && echo '{\"info\":{\"status\":\"pending-upgrade\"}}'; exit 0");

        (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Succeeded();

        var calls = Tools.Calls.ToList();
        var recovery = calls.IndexOf("kubectl delete secret --selector owner=helm,name=edge-proxy,status=pending-upgrade --namespace default");
        Assert.InRange(recovery, 0, calls.FindIndex(call => call.StartsWith("helm upgrade", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deploy_WithoutANamespace_TakesThatOfTheContext()
    {
        Tools.With("helm").With("kubectl", $"case $* in *'config view'*) echo team-a; exit 0 ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Succeeded();

        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace team-a --wait --timeout 180s", Tools.Calls);
    }

    [Fact]
    public async Task Deploy_WithAKubeConfig_PassesItToBothTools()
    {
        Tools.With("helm").With("kubectl", Kubectl("kind-a"));

        (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false Deploy:KubeConfig=/etc/kube.yaml")).Succeeded();

        Assert.Contains($"helm upgrade --install edge-proxy {Target}/chart --namespace default --wait --timeout 180s --kubeconfig /etc/kube.yaml", Tools.Calls);
        Assert.All(Tools.Calls.Where(call => call.StartsWith("kubectl", StringComparison.Ordinal)), call => Assert.EndsWith("--kubeconfig /etc/kube.yaml", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_OfTheSeedToAContextWithAnotherNamespace_Fails()
    {
        Tools.With("kubectl", $"case $* in *'config view'*) echo team-a; exit 0 ;; esac\n{Kubectl("kind-a")}");

        var error = (await _pipeline.RunAsync("deploy", "Profile=seed Deploy:BuildImages=false")).Failed();

        Assert.StartsWith("The context 'kind-a' uses the namespace 'team-a', and the profile 'seed' works in the namespace 'default' only", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Tools.Calls, call => call.Contains(" apply ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_OfTheSeedWithANamespace_Fails() =>
        Assert.StartsWith("'Publish:Namespace' is 'edge', and the profile 'seed' works in the namespace 'default' only", (await _pipeline.RunAsync("publish", "Profile=seed Namespace=edge")).Failed(), StringComparison.Ordinal);

    /// <summary>Turned on over four running pods, autoscaling goes on from four; where nothing runs it starts with the least.</summary>
    [Theory]
    [InlineData("4", "replicas: 4")]
    [InlineData("1", "replicas: 2")]
    [InlineData("", "replicas: 2")]
    public async Task Deploy_WithKubectlAndAutoscaling_KeepsThePodsThatRun(string live, string expected)
    {
        Tools.With("kubectl", $"case $* in *'get deployment ping-svc'*) echo '{live}'; exit 0 ;; esac\n{Kubectl("kind-a")}");

        (await _pipeline.RunAsync("deploy", "Deploy:Tool=kubectl Deploy:BuildImages=false Autoscaling:Enabled=true")).Succeeded();

        var deployment = await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "ping-svc-deployment.yaml"), Cancellation);
        Assert.Contains($"  {expected}\n", deployment, StringComparison.Ordinal);
        Assert.Contains("  minReplicas: 2\n", await File.ReadAllTextAsync(Path.Combine(Target, "manifests", "ping-svc-horizontalpodautoscaler.yaml"), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"state":{"waiting":{"reason":"ErrImageNeverPull","message":"Container image \"ping-svc:dev\" is not present with pull policy of Never"}}}""",
        "container 'ping-svc' does not start: ErrImageNeverPull: Container image \"ping-svc:dev\" is not present with pull policy of Never The image is not on the node")]
    [InlineData(
        """{"state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}""",
        "container 'ping-svc' does not start: ImagePullBackOff: Back-off pulling image Check that the image is in the registry")]
    [InlineData(
        """{"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":139,"reason":"Error"}}}""",
        "container 'ping-svc' crashes: CrashLoopBackOff, exit code 139 (Error). Its last log lines:\n    Unhandled exception.\n    at Main")]
    [InlineData(
        """{"state":{"running":{}}}""",
        "container 'ping-svc' runs and is not ready: Readiness probe failed: HTTP probe failed with statuscode: 503")]
    public async Task Deploy_WhosePodsDoNotBecomeReady_FailsWithTheReason(string container, string reason)
    {
        Tools.With("kubectl", Kubectl("kind-a", Pod("""{"containerStatuses":[{"name":"ping-svc","ready":false,""" + container[1..] + "]}"))).With("helm", "[ \"$1\" = upgrade ] && echo 'Error: context deadline exceeded' >&2 && exit 1; exit 0");

        var error = (await _pipeline.RunAsync("deploy", "Deploy:BuildImages=false")).Failed();

        Assert.StartsWith("'edge-proxy' did not become ready in the namespace 'default':\npod/ping-svc-1: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.EndsWith("failed with exit code 1:\nError: context deadline exceeded", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WhosePodsCannotBeScheduled_FailsWithTheReason()
    {
        Tools.With("kubectl", $"[ \"$1\" = rollout ] && echo 'error: timed out waiting for the condition' >&2 && exit 1\n{Kubectl("kind-a", Pod("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","message":"0/1 nodes are available: 1 Insufficient cpu."}]}"""))}");

        var error = (await _pipeline.RunAsync("deploy", "Profile=seed Deploy:BuildImages=false")).Failed();

        Assert.Contains("pod/ping-svc-1: cannot be scheduled: 0/1 nodes are available: 1 Insufficient cpu.", error, StringComparison.Ordinal);
    }

    /// <summary>Killed, Helm would leave its release 'pending': it gets SIGTERM, and the time to write down that it failed.</summary>
    [Fact]
    public async Task Deploy_WhenCancelled_GivesHelmTimeToEnd()
    {
        var ended = Path.Combine(_pipeline.Folder, "ended");
        var started = Path.Combine(_pipeline.Folder, "started");
        Tools.With("kubectl", Kubectl("kind-a")).With("helm", $"[ \"$1\" = upgrade ] || exit 0\ntrap 'kill $program; echo > \"{ended}\"; exit 1' TERM\necho > '{started}'\nsleep 60 & program=$!\nwait $program");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var run = _pipeline.RunAsync("deploy", "Deploy:BuildImages=false", cancellationToken: stop.Token);
        await Eventually.HoldsAsync("helm runs", () => File.Exists(started));
        await stop.CancelAsync();
        await run;

        Assert.True(File.Exists(ended));
    }

    // A cluster of one node that answers for its context, and knows no namespace or Secret yet.
    private static string Kubectl(string context, string pods = "") => $$"""
        case "$*" in
          *current-context*) echo {{context}} ;;
          "get namespace"*|"get secret"*) exit 1 ;;
          *ports*nodePort*) echo 30000 ;;
          *ports*) echo 30000 ;;
          *"get nodes"*) echo 10.0.0.2 ;;
          "get pods"*json*) cat <<'JSON'
        {{pods}}
        JSON
          ;;
          logs*) printf 'Unhandled exception.\nat Main\n' ;;
          "get events"*) echo 'Readiness probe failed: HTTP probe failed with statuscode: 503' ;;
        esac
        exit 0
        """;

    private static string Pod(string status) => """{"items":[{"metadata":{"name":"ping-svc-1","labels":{"app":"ping-svc"}},"status":""" + status + "}]}";

    private static readonly string Digest = $"sha256:{new string('d', 64)}";

    // A dotnet whose builds make the image, and whose pushes print the digest.
    private async Task BuildsAsync(string program, string built, bool ofSeveralPlatforms = false)
    {
        var image = Path.Combine(_pipeline.Folder, $"{built}.tar");
        if (ofSeveralPlatforms)
            await FakeImage.WritePlatformsAsync(image, program.Split(' '), built, Cancellation);
        else
            await FakeImage.WriteAsync(image, program, built, Cancellation);
        Tools.With("dotnet", $$$"""
            for arg in "$@"; do
              case $arg in
                -p:ContainerArchiveOutputPath=*) /bin/cp '{{{image}}}' "${arg#*=}" ;;
                -getProperty:GeneratedContainerDigest) echo '{"Properties":{"GeneratedContainerDigest":"{{{Digest}}}","GeneratedImageIndex":""}}' ;;
              esac
            done
            exit 0
            """);
    }

    private async Task<string> PublishedTextAsync() =>
        string.Concat(await Task.WhenAll(Directory.EnumerateFiles(Path.Combine(Target, "manifests"), "*-deployment.yaml").Order(StringComparer.Ordinal).Select(file => File.ReadAllTextAsync(file, Cancellation))));
}
