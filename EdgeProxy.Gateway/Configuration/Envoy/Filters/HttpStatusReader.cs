namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HttpStatus</c>: a name or a number.</summary>
internal static class HttpStatusReader
{
    /// <summary>The statuses of Envoy's enumeration, by its names.</summary>
    private static readonly Dictionary<string, int> Names = new()
    {
        ["OK"] = 200,
        ["CREATED"] = 201,
        ["ACCEPTED"] = 202,
        ["NOCONTENT"] = 204,
        ["MOVEDPERMANENTLY"] = 301,
        ["FOUND"] = 302,
        ["SEEOTHER"] = 303,
        ["TEMPORARYREDIRECT"] = 307,
        ["PERMANENTREDIRECT"] = 308,
        ["BADREQUEST"] = 400,
        ["UNAUTHORIZED"] = 401,
        ["PAYMENTREQUIRED"] = 402,
        ["FORBIDDEN"] = 403,
        ["NOTFOUND"] = 404,
        ["METHODNOTALLOWED"] = 405,
        ["NOTACCEPTABLE"] = 406,
        ["REQUESTTIMEOUT"] = 408,
        ["CONFLICT"] = 409,
        ["GONE"] = 410,
        ["PAYLOADTOOLARGE"] = 413,
        ["IMATEAPOT"] = 418,
        ["UNPROCESSABLEENTITY"] = 422,
        ["TOOMANYREQUESTS"] = 429,
        ["INTERNALSERVERERROR"] = 500,
        ["NOTIMPLEMENTED"] = 501,
        ["BADGATEWAY"] = 502,
        ["SERVICEUNAVAILABLE"] = 503,
        ["GATEWAYTIMEOUT"] = 504,
    };

    /// <summary>The status; null where the message is absent.</summary>
    public static int? Read(Message? status)
    {
        if (status is null)
            return null;
        var text = status.RequiredText("code");
        status.Finish();
        if (int.TryParse(text, out var number) && number is >= 200 and <= 599)
            return number;
        if (Names.TryGetValue(text.ToUpperInvariant(), out var named))
            return named;
        if (text.Length > 0)
            status.Error("code", $"'{Scalars.Short(text)}' is not allowed; a status from 200 to 599 is, or its name such as ServiceUnavailable.");
        return null;
    }
}
