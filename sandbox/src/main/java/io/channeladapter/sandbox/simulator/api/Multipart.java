package io.channeladapter.sandbox.simulator.api;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the parts of a {@code multipart/form-data} body. Pure but for reading. */
final class Multipart {
    private Multipart() {}

    /** The parts by their names; of several with one name, the first. */
    static Map<String, byte[]> parts(Context ctx) {
        Map<String, byte[]> parts = new HashMap<>();
        ctx.formParamMap().forEach((name, values) -> {
            if (!values.isEmpty()) { // as are those of files
                parts.put(name, values.getFirst().getBytes(StandardCharsets.UTF_8));
            }
        });
        for (Map.Entry<String, List<UploadedFile>> file : ctx.uploadedFileMap().entrySet()) {
            try (InputStream bytes = file.getValue().getFirst().content()) {
                parts.put(file.getKey(), bytes.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parts;
    }
}
