using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace Gateway.Pipeline.Messaging;

/// <summary>
/// Hands every message to the consumer as bytes, whatever it holds: what fails to parse is refused by us, with a reason, and never by
/// MassTransit, which would set it aside without one.
/// </summary>
internal sealed class ReceivedResultFormat : ISerializerFactory, IMessageDeserializer
{
    public ContentType ContentType { get; } = new("application/json");

    public IMessageSerializer CreateSerializer() => new SystemTextJsonRawMessageSerializer(RawSerializerOptions.Default);

    public IMessageDeserializer CreateDeserializer() => this;

    public void Probe(ProbeContext context) => context.CreateScope("bytes");

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Read(receiveContext.Body, receiveContext));

    // Without its receive context a message has no sender: the consumer refuses it.
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        throw new NotSupportedException("Results are read from their queue only");

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    private static BytesContext Read(MessageBody body, ReceiveContext receive)
    {
        var delivery = receive.TryGetPayload<RabbitMqBasicConsumeContext>(out var context) ? context.Properties : null;
        return new BytesContext(new ReceivedResult(body.GetBytes(), delivery?.UserId, delivery?.ContentType), new MessageFacts(receive));
    }

    private sealed class BytesContext(ReceivedResult message, MessageContext facts)
        : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, facts, [MessageUrn.ForTypeString<ReceivedResult>()])
    {
        public override bool TryGetMessage<T>([NotNullWhen(true)] out T? taken)
            where T : class
        {
            taken = message as T;
            return taken is not null;
        }

        public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? taken)
        {
            taken = messageType.IsInstanceOfType(message) ? message : null;
            return taken is not null;
        }

        public override bool IsSupportedMessageType<T>() => typeof(T) == typeof(ReceivedResult);

        public override bool IsSupportedMessageType(Type messageType) => messageType == typeof(ReceivedResult);

        public override IMessageSerializer GetMessageSerializer() => new SystemTextJsonRawMessageSerializer(RawSerializerOptions.Default);

        public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => GetMessageSerializer();

        public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => GetMessageSerializer();

        public override Dictionary<string, object> ToDictionary<T>(T? message)
            where T : class => [];
    }

    /// <summary>A foreign message has no envelope; nothing of it is ours but its bytes.</summary>
    private sealed class MessageFacts(ReceiveContext receive) : MessageContext
    {
        public Guid? MessageId => null;

        public Guid? RequestId => null;

        public Guid? CorrelationId => null;

        public Guid? ConversationId => null;

        public Guid? InitiatorId => null;

        public DateTime? ExpirationTime => null;

        public Uri? SourceAddress => null;

        public Uri? DestinationAddress => receive.InputAddress;

        public Uri? ResponseAddress => null;

        public Uri? FaultAddress => null;

        public DateTime? SentTime => null;

        public Headers Headers => receive.TransportHeaders;

        public HostInfo Host => HostMetadataCache.Host;
    }
}
