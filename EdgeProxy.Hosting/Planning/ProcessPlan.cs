namespace EdgeProxy.Hosting.Planning;


/// <summary>A command line with its surroundings.</summary>
/// <param name="FileName">The full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">The folder that it runs in.</param>
/// <param name="Environment">The variables that are set for it, over those of the AppHost.</param>
internal sealed record ProcessPlan(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment);
