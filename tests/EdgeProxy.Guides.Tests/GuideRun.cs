namespace EdgeProxy.Guides.Tests;

/// <summary>
/// Does what a guide says, block by block: runs commands, writes files, changes files, and compares what a command printed with the
/// <c>text</c> block behind it. One thing is not literal: the application runs with <c>--isolated</c> and is asked on the port that it says, so that
/// the tests meet nothing else on the machine.
/// </summary>
internal sealed class GuideRun(string root) : IAsyncDisposable
{
    private const string RunCommand = "dotnet run --project EdgeProxy.AppHost";
    private const string EdgeAddress = "localhost:30000";

    private readonly Shell _shell = new(root);
    private string _output = "";

    /// <summary>The application that the guide has started last.</summary>
    public RunningApplication? Application { get; private set; }

    public async Task FollowAsync(IEnumerable<GuideBlock> blocks)
    {
        foreach (var block in blocks)
            await FollowAsync(block);
    }

    public async Task StopAsync()
    {
        if (Application is not null)
            await Application.DisposeAsync();
        Application = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task FollowAsync(GuideBlock block)
    {
        switch (block.Language)
        {
            case "sh" when block.Text is [RunCommand]:
                await StopAsync();
                Application = await RunningApplication.StartAsync(_shell, $"{RunCommand} -- --isolated");
                break;
            case "sh":
                _output = await _shell.RunAsync(string.Join('\n', block.Text).Replace(EdgeAddress, Application?.Edge ?? EdgeAddress, StringComparison.Ordinal));
                break;
            case "diff":
                DiffBlock.Apply(block.Text, root);
                break;
            case "text":
                // dotnet run says first which launch profile it takes.
                Assert.EndsWith(string.Join('\n', block.Text), _output.TrimEnd('\n'), StringComparison.Ordinal);
                break;
            default:
                Assert.True(block.File is not null, $"A block of '{block.Language}' under '{block.Heading}' names no file.");
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, block.File!))!);
                await File.WriteAllLinesAsync(Path.Combine(root, block.File!), block.Text);
                break;
        }
    }
}
