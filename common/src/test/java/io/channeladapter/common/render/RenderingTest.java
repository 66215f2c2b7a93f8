package io.channeladapter.common.render;

import static io.channeladapter.common.channel.ApiGeneration.ACCOUNT_ACTIVITY_V1;
import static io.channeladapter.common.channel.ApiGeneration.ACCOUNT_ACTIVITY_V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.CheckedReply.Button;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.message.CheckedReply.QuickReply;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.message.Offer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reply becomes. */
class RenderingTest {
    private static final List<QuickReply> SIZES =
            List.of(new QuickReply("Small", "for one", "s"), new QuickReply(" Large\none ", "for all", null));
    private static final List<Button> SHOP =
            List.of(new Button("Shop", "https://shop.example"), new Button("Help", "https://help.example"));
    private static final Location TOWER = new Location(48.8584, -2.29450, null, null);

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void aShortTextIsOneMessageJustAsItIs(ApiGeneration generation) {
        assertThat(Rendering.of(reply(" Hi & bye\n"), generation))
                .isEqualTo(new Rendering(List.of(Part.plain(" Hi & bye\n")), List.of()));
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void whatOnlyTypesOrMarksIsNoMessage(ApiGeneration generation) {
        assertThat(Rendering.of(reply(""), generation).parts()).isEmpty();
    }

    @Test
    void v1TakesEverythingAsItIs() {
        CheckedReply reply = reply("Which one?", SIZES, SHOP, null, TOWER);

        assertThat(Rendering.of(reply, ACCOUNT_ACTIVITY_V1))
                .isEqualTo(new Rendering(List.of(new Part("Which one?", SIZES, SHOP, TOWER, false)), List.of()));
    }

    @Test
    void onV2ChoicesBecomeNumberedLinesAndAreOffered() {
        Rendering rendering = Rendering.of(reply("Which one?", SIZES, SHOP, null, TOWER), ACCOUNT_ACTIVITY_V2);

        assertThat(rendering.parts()).containsExactly(Part.plain("""
                Which one?

                https://www.google.com/maps/search/?api=1&query=48.8584%2C-2.2945

                Shop: https://shop.example
                Help: https://help.example

                1. Small – for one
                2. Large one – for all"""));
        assertThat(rendering.offered())
                .containsExactly(new Offer.Option("Small", "s"), new Offer.Option("Large one", null));
    }

    @Test
    void aPlaceOfTwittersOwnIsLeftToTheClientOfV2ToRefuse() {
        Location place = new Location(null, null, "07d9db48bc083000", null);

        assertThat(Rendering.of(reply("Here", List.of(), List.of(), null, place), ACCOUNT_ACTIVITY_V2)
                        .parts())
                .containsExactly(new Part("Here", List.of(), List.of(), place, false));
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void mediaGoWithTheLastPartAndTheirLinkCountsThere(ApiGeneration generation) {
        String text = "a".repeat(9_900) + " " + "b".repeat(80);

        List<Part> parts = Rendering.of(reply(text, List.of(), List.of(), "777", null), generation)
                .parts();

        assertThat(parts).extracting(Part::text).containsExactly("a".repeat(9_900), "b".repeat(80));
        assertThat(parts).extracting(Part::withMedia).containsExactly(false, true);
        assertThat(parts.getFirst().to("42", "777").mediaId()).isNull();
        assertThat(parts.getLast().to("42", "777").mediaId()).isEqualTo("777");
        assertThat(Rendering.of(reply(text), generation).parts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void mediaThatAreYetToBeUploadedNeedNoText(ApiGeneration generation) {
        CheckedReply reply = reply("", new MediaSource(URI.create("https://example.com/a.png"), null));

        assertThat(Rendering.of(reply, generation).parts())
                .containsExactly(new Part("", List.of(), List.of(), null, true));
    }

    @Test
    void choicesGoWithTheLastPartOfALongText() {
        String text = "First. ".repeat(1_600) + "\n\nWhich one?";

        List<Part> parts = Rendering.of(reply(text, SIZES, SHOP, null, null), ACCOUNT_ACTIVITY_V1)
                .parts();

        assertThat(parts).extracting(part -> part.quickReplies().size()).containsExactly(0, 2);
        assertThat(parts).extracting(part -> part.buttons().size()).containsExactly(0, 2);
        assertThat(parts.getLast().text()).endsWith("Which one?");
    }

    @Test
    void onV2TheQuestionStaysWithItsOptionsWhereTheTextIsTooLong() {
        List<QuickReply> many = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> new QuickReply("Option " + n + "x".repeat(20), "y".repeat(72), "m" + n))
                .toList();
        String text = "A sentence. ".repeat(700).strip() + "\n\nWhich one?";

        Rendering rendering = Rendering.of(reply(text, many, List.of(), null, null), ACCOUNT_ACTIVITY_V2);

        assertThat(rendering.parts()).hasSize(2);
        assertThat(rendering.parts().getFirst().text()).endsWith("A sentence.");
        assertThat(rendering.parts().getLast().text())
                .startsWith("Which one?\n\n1. Option 1x")
                .endsWith("y");
        assertThat(rendering.offered())
                .hasSize(20)
                .last()
                .isEqualTo(new Offer.Option(many.getLast().label(), "m20"));
    }

    @Test
    void onV2LongAddressesOfButtonsMakeAMessageOfTheirOwn() {
        List<Button> long3 = IntStream.range(0, 3)
                .mapToObj(n -> new Button("Open", "https://example.com/" + "p".repeat(2_900)))
                .toList();

        List<Part> parts = Rendering.of(
                        reply("Look. ".repeat(1_600), List.of(), long3, null, null), ACCOUNT_ACTIVITY_V2)
                .parts();

        assertThat(parts).hasSize(2);
        assertThat(parts.getLast().text()).startsWith("Open: https://").doesNotContain("Look");
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void tenTimesTheLimitIsTenMessagesOrLittleMore(ApiGeneration generation) {
        String text =
                "This is one of many sentences of a long text. ".repeat(2_200).substring(0, 99_999);

        List<Part> parts = Rendering.of(reply(text), generation).parts();

        assertThat(parts).hasSize(11).allMatch(part -> part.text().length() <= 10_000);
        assertThat(String.join(" ", parts.stream().map(Part::text).toList())).isEqualTo(text.strip());
    }

    @Test
    void lengthCountsCharactersAndAShortLinkAsLongAsTwitterMakesIt() {
        assertThat(Length.of("👍🏽é")).isEqualTo(3);
        assertThat(Length.of("see a.de now")).isEqualTo(4 + 23 + 4);
        assertThat(Length.of("https://example.com/" + "p".repeat(100))).isEqualTo(120);
        assertThat(Length.of("no link, e.g. 1.5")).isEqualTo(17);
    }

    private static CheckedReply reply(String text) {
        return reply(text, List.of(), List.of(), null, null);
    }

    private static CheckedReply reply(String text, MediaSource media) {
        return new CheckedReply(
                "r1",
                new BotId("pizza"),
                CONVERSATION,
                text,
                List.of(),
                List.of(),
                null,
                media,
                null,
                false,
                null,
                Priority.live,
                null,
                null,
                Instant.EPOCH,
                null);
    }

    private static CheckedReply reply(
            String text,
            List<QuickReply> options,
            List<Button> buttons,
            @Nullable String mediaId,
            @Nullable Location location) {
        return new CheckedReply(
                "r1",
                new BotId("pizza"),
                CONVERSATION,
                text,
                options,
                buttons,
                mediaId,
                null,
                location,
                false,
                null,
                Priority.live,
                null,
                null,
                Instant.EPOCH,
                null);
    }

    private static final Conversation CONVERSATION =
            Conversation.read("st-00000000-0000-4000-8000-000000000001:42").orElseThrow();
}
