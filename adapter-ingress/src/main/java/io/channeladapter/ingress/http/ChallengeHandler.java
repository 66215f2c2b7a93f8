package io.channeladapter.ingress.http;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.ingress.observe.IngressMeters;
import io.channeladapter.ingress.secret.SecretLookup;
import io.channeladapter.ingress.verify.Challenge;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /webhooks/twitter/{streamid}?crc_token=}: Twitter asks whether the webhook knows the API secret key. A
 * signature of the question itself is not asked for: not every generation of the API sends one. Where there is one, it
 * tells which of the channel's secrets the question is for.
 */
final class ChallengeHandler implements Handler {
    private static final String ANSWERED = "answered";

    private final KnownChannels channels;
    private final IngressMeters meters;
    private final InstantSource clock;

    ChallengeHandler(KnownChannels channels, IngressMeters meters, InstantSource clock) {
        this.channels = channels;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        Optional<StreamId> streamId = KnownChannels.streamId(ctx);
        switch (channels.find(streamId)) {
            case SecretLookup.Known known -> answer(ctx, known);
            case SecretLookup.Unknown _ -> refuse(ctx, channels.unknown());
            case SecretLookup.Unreadable _ -> refuse(ctx, Answer.CHANNEL_UNREADABLE);
        }
    }

    private void answer(Context ctx, SecretLookup.Known known) {
        List<String> tokens = ctx.queryParams("crc_token");
        if (tokens.size() != 1 || tokens.getFirst().isEmpty()) {
            refuse(ctx, Answer.TOKEN_MISSING);
            return;
        }
        Secret secret = Challenge.signer(
                        known.valid(clock.instant()), ctx.header(WebhookHandler.SIGNATURE), ctx.queryString())
                .orElseGet(known::newest);
        Optional<String> response = Challenge.answer(secret, tokens.getFirst());
        if (response.isEmpty()) {
            refuse(ctx, Answer.TOKEN_REFUSED);
            return;
        }
        meters.challenged(ANSWERED);
        ctx.status(200)
                .contentType(Answer.JSON)
                .result(Json.bytes(Json.object().put("response_token", response.get())));
    }

    private void refuse(Context ctx, Answer answer) {
        meters.challenged(answer.code());
        answer.give(ctx);
    }
}
