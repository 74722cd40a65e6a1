var builder = WebApplication.CreateSlimBuilder(args);
builder.UseDefaultHttpPort(8080);
builder.UseEdgeLimits();
builder.AddServiceDefaults();

var app = builder.Build();
app.UseServedBy();
app.MapDefaultEndpoints();

// Every other path and every method: the edge's prefixes decide what comes here, not this service's routes.
app.MapFallback("{**path}", async context =>
{
    AnswerLog.Answered(app.Logger, context.Request.Method, context.Request.Path);
    context.Response.ContentType = "text/plain";
    context.Response.ContentLength = PongAnswer.Length;
    await context.Response.Body.WriteAsync(PongAnswer.Body, context.RequestAborted);
});

await app.RunAsync();
