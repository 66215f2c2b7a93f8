package io.channeladapter.egress.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.egress.media.ByteRange.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 9",
        "bytes=0-0, 0, 0",
        "bytes=3-5, 3, 5",
        "bytes=3-99, 3, 9",
        "bytes=9-9, 9, 9",
        "bytes=-1, 9, 9",
        "bytes=-4, 6, 9",
        "bytes=-99, 0, 9"
    })
    void aRangeIsAPartOfTenBytes(String header, long first, long last) {
        ByteRange range = ByteRange.parse(header).orElseThrow();

        assertThat(range.in(10)).contains(new Slice(first, last));
        assertThat(range.header()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
    void aRangeBehindTheEndHasNoPart(String header) {
        assertThat(ByteRange.parse(header).orElseThrow().in(10)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "bytes=-",
                "bytes=5-3",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes 0-1",
                "items=0-1",
                "bytes=0-1\r\nHost: x",
                "bytes=9999999999999999999-",
                "bytes=- 4"
            })
    void whatIsNoSingleRangeAsksForTheWhole(@org.jspecify.annotations.Nullable String header) {
        assertThat(ByteRange.parse(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes 5-3/10", "bytes 0-9/9", "bytes */10", "bytes 0-1/", "bytes 0-1", "0-1/2"})
    void aContentRangeThatContradictsItselfIsNone(String header) {
        assertThat(Slice.read(header)).isEmpty();
    }
}
