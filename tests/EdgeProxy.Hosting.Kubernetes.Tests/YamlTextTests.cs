using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Templating;
using EdgeProxy.Hosting.Kubernetes.Yaml;
using k8s;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("8080")]
    [InlineData("1e3")]
    [InlineData("0x1f")]
    [InlineData("1_000")]
    [InlineData("12:30:45")]
    [InlineData("2020-04-15")]
    [InlineData("-1")]
    [InlineData(".5")]
    [InlineData(".inf")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("# a")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("*a")]
    [InlineData("&a")]
    [InlineData("!a")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("'a'")]
    [InlineData("\"a\"")]
    [InlineData("a\nb")]
    [InlineData("a\tb\\c")]
    [InlineData("{a}")]
    [InlineData("[a]")]
    [InlineData("{{ .Values.a }}")]
    [InlineData("äöü")]
    [InlineData("100m")]
    [InlineData("http://ping-svc:8080")]
    [InlineData("service.instance.id=$(POD_NAME)")]
    [InlineData("a\nb\n")]
    [InlineData("a\n\n  b \n")]
    [InlineData("a\nb\n\n")]
    [InlineData(" a\nb")]
    [InlineData("\na")]
    [InlineData("a\n\tb")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("# a\n- b: {{ c }}\n")]
    [InlineData("a\n ")]
    [InlineData("\u0085\u2028")]
    public void KeepsEveryStringAString(string text)
    {
        var yaml = YamlText.Write(new JsonObject { ["value"] = text, ["list"] = new JsonArray(text) });

        var read = KubernetesYaml.Deserialize<Dictionary<string, object>>(yaml);
        Assert.Equal(text, read["value"]);
        Assert.Equal([text], Assert.IsType<List<object>>(read["list"]));
    }

    [Fact]
    public void WritesWhatAPersonWouldWrite()
    {
        var tree = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["image"] = "a:dev", ["name"] = "a", ["args"] = new JsonArray("x", "y"), ["ports"] = new JsonArray() }),
                ["empty"] = new JsonObject(),
            },
            ["kind"] = "Pod",
            ["replicas"] = 2,
            ["isOn"] = true,
        };

        Assert.Equal(
            """
            kind: Pod
            replicas: 2
            spec:
              containers:
              - name: a
                image: a:dev
                ports: []
                args:
                - x
                - "y"
              empty: {}
            isOn: true

            """,
            YamlText.Write(tree));
    }

    [Fact]
    public void PutsExpressionsInPlaceOfValuesAndConditionsAroundEntries()
    {
        var tree = new JsonObject
        {
            ["spec"] = new JsonObject { ["replicas"] = 2, ["resources"] = new JsonObject(), ["items"] = new JsonArray(new JsonObject { ["name"] = "a" }) },
        };
        var isOn = new Condition(".Values.on", IsOn: true);

        var text = YamlText.Write(tree, new[]
        {
            TemplateNode.Value("spec.replicas", "replicas", isOn),
            TemplateNode.Block("spec.resources", "resources"),
            TemplateNode.When("spec.items[a]", isOn.Not()),
        }.ToDictionary(node => node.Path));

        Assert.Equal(
            """
            spec:
              {{- if .Values.on }}
              replicas: {{ .Values.replicas }}
              {{- end }}
              resources: {{- toYaml .Values.resources | nindent 4 }}
              items:
              {{- if not .Values.on }}
              - name: a
              {{- end }}

            """,
            text);
    }
}
