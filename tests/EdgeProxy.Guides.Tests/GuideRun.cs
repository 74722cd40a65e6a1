using EdgeProxy.TestKit;

namespace EdgeProxy.Guides.Tests;

/// <summary>
/// Does what a guide says, block by block: runs commands, writes files, changes files, and compares what a command printed with the <c>text</c> block after it. Two things are not
/// literal, so that the tests meet nothing else on the machine: the application runs with the launch profile <c>random-ports</c>, and requests go to the edge's port there.
/// </summary>
internal sealed class GuideRun(string root) : IAsyncDisposable
{
    private const string RunCommand = "dotnet run --project EdgeProxy.AppHost";
    private const string EdgeAddress = "localhost:30000";

    private readonly Shell _shell = new(root);

    /// <summary>The application that the guide started last.</summary>
    public RunningApplication? Application { get; private set; }

    public async Task FollowAsync(IEnumerable<GuideBlock> guide)
    {
        var output = "";
        var blocks = guide.ToList();
        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            switch (block.Language)
            {
                case "sh" when block.Text is [RunCommand]:
                    await StopAsync();
                    Application = await RunningApplication.StartAsync(_shell, $"{RunCommand} --launch-profile random-ports");
                    break;
                case "sh":
                    output = await RunAsync(block, blocks.ElementAtOrDefault(index + 1));
                    break;
                case "diff":
                    DiffBlock.Apply(block.Text, root);
                    break;
                case "text":
                    // 'dotnet run' says first which launch profile it takes.
                    Assert.EndsWith(string.Join('\n', block.Text), output.TrimEnd('\n'), StringComparison.Ordinal);
                    break;
                default:
                    Assert.True(block.File is not null, $"A block of '{block.Language}' under '{block.Heading}' names no file.");
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, block.File!))!);
                    await File.WriteAllLinesAsync(Path.Combine(root, block.File!), block.Text);
                    break;
            }
        }
    }

    public async Task StopAsync()
    {
        // Taken first: what fails here must not be disposed again, which would hide why.
        var application = Application;
        Application = null;
        if (application is not null)
            await application.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>A request is repeated until it has the expected answer: the edge is ready before the services are.</summary>
    private async Task<string> RunAsync(GuideBlock block, GuideBlock? next)
    {
        var lines = string.Join('\n', block.Text);
        if (Application is null || !lines.Contains(EdgeAddress, StringComparison.Ordinal))
            return await _shell.RunAsync(lines);
        var output = "";
        await Eventually.HoldsAsync($"the answer of {lines}", async () =>
        {
            output = await _shell.RunAsync(lines.Replace(EdgeAddress, Application.Edge, StringComparison.Ordinal));
            return next is not { Language: "text" } || output.TrimEnd('\n') == string.Join('\n', next.Text);
        });
        return output;
    }
}
