namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Why a request is refused. Each protocol has a status for each.</summary>
internal enum OtlpRefusal
{
    /// <summary>It cannot be decoded.</summary>
    BadData,

    /// <summary>It is too large.</summary>
    TooLarge,

    /// <summary>It may be sent again later.</summary>
    Overloaded,

    /// <summary>Its key is missing or wrong.</summary>
    Unauthenticated,

    /// <summary>It was sent to a name that is not this machine's.</summary>
    ForeignHost,

    /// <summary>Its content type or encoding is not one of those that OTLP has.</summary>
    UnsupportedType,

    /// <summary>Its method is not POST.</summary>
    WrongMethod,

    /// <summary>Its path is not one of OTLP's.</summary>
    NotFound,

    /// <summary>The fault is here: the log says which.</summary>
    Failed,
}
