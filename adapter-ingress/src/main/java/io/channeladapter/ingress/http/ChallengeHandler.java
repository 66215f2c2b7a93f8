package io.channeladapter.ingress.http;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.ingress.secret.SecretLookup;
import io.channeladapter.ingress.verify.Challenge;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /webhooks/twitter/{streamid}?crc_token=}: Twitter asks whether the webhook knows the API secret key. A
 * signature of the question itself is not asked for: not every generation of the API sends one. Where there is one, it
 * tells which of the channel's secrets the question is for, and that its network is Twitter's.
 */
final class ChallengeHandler implements Handler {
    private static final String ANSWERED = "answered";

    private final Intake intake;

    ChallengeHandler(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void handle(Context ctx) {
        Optional<StreamId> streamId = KnownChannels.streamId(ctx);
        switch (intake.channels().find(streamId)) {
            case SecretLookup.Known known -> answer(ctx, known);
            case SecretLookup.Unknown _ -> refuse(ctx, intake.channels().unknown());
            case SecretLookup.Unreadable _ -> refuse(ctx, Answer.CHANNEL_UNREADABLE);
        }
    }

    private void answer(Context ctx, SecretLookup.Known known) {
        List<String> tokens = ctx.queryParams("crc_token");
        if (tokens.size() != 1 || tokens.getFirst().isEmpty()) {
            refuse(ctx, Answer.TOKEN_MISSING);
            return;
        }
        Instant now = intake.clock().instant();
        Optional<Secret> signer =
                Challenge.signer(known.valid(now), ctx.header(WebhookHandler.SIGNATURE), ctx.queryString());
        if (signer.isPresent()) {
            intake.sources().genuine(intake.senders().of(ctx).network(), now);
        }
        Optional<String> response = Challenge.answer(signer.orElseGet(known::newest), tokens.getFirst());
        if (response.isEmpty()) {
            refuse(ctx, Answer.TOKEN_REFUSED);
            return;
        }
        intake.meters().challenged(ANSWERED);
        ctx.status(200)
                .contentType(Answer.JSON)
                .result(Json.bytes(Json.object().put("response_token", response.get())));
    }

    private void refuse(Context ctx, Answer answer) {
        intake.meters().challenged(answer.code());
        answer.give(ctx);
    }
}
