using Gateway.Adapters.Failures;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Submits an asynchronous job and waits until it is done.</summary>
internal sealed class JobRunner(RestPlatform platform, JobOptions options)
{
    private readonly RestCall _submit = new(platform, options.Submit!, _ => null);
    private readonly RestCall _poll = new(platform, options.Poll!, _ => null);

    /// <returns>The values with <c>{job}</c>.</returns>
    public async Task<CallValues> RunAsync(CallValues values, CancellationToken cancellationToken)
    {
        var submitted = Succeeded(await _submit.ReadAsync(values, cancellationToken));
        if (submitted.Found[_submit.Where.Cursor] is not { Length: > 0 } job)
        {
            throw submitted.Peer.Unreadable("no_job", "对方接受了任务但没有给出任务编号");
        }

        var (time, named) = (platform.Context.Time, values.With("job", job));
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = Succeeded(await _poll.ReadAsync(named, cancellationToken));
            var state = answer.Found[_poll.Where.State] ?? "";
            if (options.Done.Contains(state))
            {
                return named;
            }

            if (!options.Running.Contains(state))
            {
                throw new TransientFailure("job_" + state, $"对方任务没有成功，状态“{state}”：{answer.Message}");
            }

            if (time.GetElapsedTime(started) >= options.Timeout)
            {
                throw new TransientFailure("job_timeout", $"对方任务在 {options.Timeout.TotalMinutes:0} 分钟内没有完成");
            }

            await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }

    private static RestAnswer Succeeded(RestAnswer answer) => answer.Outcome == Outcome.Success
        ? answer
        : throw new PermanentFailure("peer_" + answer.Code, $"对方拒绝任务（{answer.Code}）：{answer.Message}");
}
