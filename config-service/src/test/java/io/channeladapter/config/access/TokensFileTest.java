package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.BotId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensFileTest {
    private static final String HASH = TokenHash.of("a token");

    @Test
    void eachEntryIsAPrincipal() throws InvalidTokensException {
        List<NamedToken> tokens = parse("""
                {"tokens":[
                  {"name":"Vera","role":"viewer","sha256":"%s"},
                  {"name":"otto@example.com","role":"owner","bots":["my-bot","other"],"sha256":"%s"}]}
                """.formatted(HASH, TokenHash.of("another")));

        assertThat(tokens)
                .containsExactly(
                        new NamedToken("Vera", Role.VIEWER, Set.of(), HASH),
                        new NamedToken(
                                "otto@example.com",
                                Role.OWNER,
                                Set.of(new BotId("my-bot"), new BotId("other")),
                                TokenHash.of("another")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name":"otto","role":"owner","sha256":"#"}                          | entry 1 (otto): an owner needs bots
            {"name":"otto","role":"owner","bots":[],"sha256":"#"}                | entry 1 (otto): bots is empty
            {"name":"vera","role":"viewer","bots":[],"sha256":"#"}               | entry 1 (vera): bots is empty
            {"name":"otto","role":"owner","bots":["A"],"sha256":"#"}             | entry 1 (otto): each of bots must
            {"name":"otto","role":"owner","bots":["ab","ab"],"sha256":"#"}       | entry 1 (otto): bot ab is there twice
            {"name":"otto","role":"owner","bots":"my-bot","sha256":"#"}          | entry 1 (otto): bots must be a list
            {"name":"otto","role":"boss","sha256":"#"}                           | entry 1 (otto): role must be
            {"name":"otto","sha256":"#"}                                         | entry 1 (otto): role must be
            {"name":"otto","role":"admin","bots":["my-bot"],"sha256":"#"}        | entry 1 (otto): an admin has every bot
            {"name":"otto","role":"viewer","sha256":"abc"}                       | entry 1 (otto): sha256 must be
            {"name":"otto","role":"viewer"}                                      | entry 1 (otto): sha256 must be
            {"name":"otto","role":"viewer","bot":["my-bot"],"sha256":"#"}        | entry 1 (otto): a field that is not known
            {"name":"","role":"viewer","sha256":"#"}                             | entry 1: name must have
            {"name":"<b>","role":"viewer","sha256":"#"}                          | entry 1: name must have
            {"name":7,"role":"viewer","sha256":"#"}                              | name must have
            {"name":"a\u200Bb","role":"viewer","sha256":"#"}                      | entry 1: name must have
            {"name":"Admin","role":"viewer","sha256":"#"}                        | entry 1 (Admin): the names admin and adapter
            {"name":"Adapter","role":"viewer","sha256":"#"}                      | entry 1 (Adapter): the names admin and
            {"name":"a","role":"viewer","role":"admin","sha256":"#"}             | names a field twice
            "otto"                                                               | entry 1: expected an object
            """)
    void whatIsWrongIsNamedWithItsEntryButWithoutItsHash(String entry, String problem) {
        assertThatThrownBy(() -> parse("{\"tokens\":[" + entry.replace("#", HASH) + "]}"))
                .isInstanceOfSatisfying(
                        InvalidTokensException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(p -> assertThat(p).contains(problem))
                                .noneMatch(p -> p.contains(HASH)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing                              | it is not JSON
            []                                   | the one field tokens
            {}                                   | the one field tokens
            {"tokens":{}}                        | the one field tokens
            {"tokens":[],"more":1}               | the one field tokens
            {"tokens":[]}{}                      | it is not JSON
            """)
    void aFileOfAnotherShapeIsRefused(String file, String problem) {
        assertThatThrownBy(() -> parse(file)).hasMessageContaining(problem);
    }

    @Test
    void namesAndTokensAreThereOnce() {
        String entry = "{\"name\":\"%s\",\"role\":\"viewer\",\"sha256\":\"" + HASH + "\"}";

        assertThatThrownBy(() -> parse("{\"tokens\":[" + entry.formatted("a") + "," + entry.formatted("A") + "]}"))
                .hasMessageContaining("entry 2 (A): the name is there twice")
                .hasMessageContaining("entry 2 (A): the same token is there twice");
    }

    private static List<NamedToken> parse(String json) throws InvalidTokensException {
        return TokensFile.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
