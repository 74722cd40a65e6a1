// The least that ASP.NET Core can be: what start time and memory are compared with.
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/", () => "bare");
await app.RunAsync();
