using EdgeProxy.Dashboard.Layout;
using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.ResourceFeed;
using EdgeProxy.Dashboard.Security;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddFrontendListener();
builder.AddFrontendSecurity();
builder.AddResourceFeed();
builder.AddFrontend();

var app = builder.Build();
app.UseRouting();
app.UseFrontendListener();
app.UseFrontendSecurity();
app.MapResourceFeed();
app.MapFrontend();
await app.RunAsync();
