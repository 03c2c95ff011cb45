namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>
/// What an attempt says about the platform and about the lane. A refusal is an answer: the platform lives. A fault of ours says nothing about
/// it; what the platform refuses for good may hold for one area only. Pure.
/// </summary>
public static class GateReading
{
    public static (GateNews Platform, GateNews Lane) Of(AttemptRecord record, int permanentWeight) => record.Outcome switch
    {
        "transient" => Both(new GateNews.Failed(1, record.Code, record.Message, record.RetryAfter)),
        "permanent" => (new GateNews.Answered(), new GateNews.Failed(permanentWeight, record.Code, record.Message)),
        "unexpected" => (new GateNews.Nothing(), new GateNews.Failed(1, record.Code, record.Message)),
        "held_back" => Both(new GateNews.Nothing()),
        _ => Both(new GateNews.Answered()),
    };

    private static (GateNews, GateNews) Both(GateNews news) => (news, news);
}
