using System.Buffers;

var builder = WebApplication.CreateSlimBuilder(args);
builder.UseDefaultHttpPort(8080);
builder.UseEdgeLimits();
builder.AddServiceDefaults();

var app = builder.Build();
app.UseServedBy();
app.MapDefaultEndpoints();

// The edge's prefixes decide what comes here, so every path and every method has the same answer. The route gives the common path a readable name in traces.
app.Map("/ping", AnswerAsync);
app.MapWhen(context => context.GetEndpoint() is null, other => other.Run(AnswerAsync));

await app.RunAsync();

async Task AnswerAsync(HttpContext context)
{
    AnswerLog.Answered(app.Logger, context.Request.Method, context.Request.Path);
    context.Response.ContentType = "text/plain";
    context.Response.ContentLength = PingAnswer.Length;
    context.Response.BodyWriter.Write(PingAnswer.Body);
    await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
}
