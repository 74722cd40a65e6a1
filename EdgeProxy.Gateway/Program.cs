var builder = WebApplication.CreateSlimBuilder(args);
builder.UseDefaultHttpPort(30000);
builder.AddServiceDefaults();

var app = builder.Build();
await app.RunAsync();
