using EdgeProxy.Dashboard.ResourceFeed;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddResourceFeed();

var app = builder.Build();
app.MapResourceFeed();
await app.RunAsync();
