package io.channeladapter.sandbox.simulator.page;

import io.channeladapter.sandbox.simulator.api.MediaFiles;
import io.channeladapter.sandbox.simulator.control.Overview;
import io.channeladapter.sandbox.simulator.control.Site;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Serves the page and its state. Safe for many threads. */
public final class ChatPage {
    private static final Map<String, String> FILES = Map.of(
            "/", "text/html",
            "/chat.css", "text/css",
            "/chat.js", "text/javascript");

    private final Overview overview;
    private final MediaStore media;

    public ChatPage(Site site) {
        this.overview = new Overview(site);
        this.media = site.media();
    }

    /** Adds the page to a server. */
    public void addTo(RoutesConfig server) {
        FILES.forEach((path, type) -> {
            String content = read(path.equals("/") ? "chat.html" : path.substring(1));
            server.get(
                    path,
                    ctx -> ctx.contentType(type + ";charset=utf-8")
                            .header("content-security-policy", "default-src 'self'; img-src 'self' data:")
                            .result(content));
        });
        server.get(
                "/profile_images/{file}",
                ctx -> ctx.contentType("image/png")
                        .header("cache-control", "max-age=86400")
                        .result(ProfilePicture.of(ctx.pathParam("file").replaceFirst("(_normal)?\\.png$", ""))));
        server.get("/page/media/{id}", ctx -> {
            Optional<MediaStore.Kept> kept = media.find(ctx.pathParam("id"));
            if (kept.isEmpty()) {
                ctx.status(404);
                return;
            }
            ctx.header("x-content-type-options", "nosniff");
            MediaFiles.give(ctx, kept.get());
        });
        server.get(
                "/page/state",
                ctx -> ctx.contentType("application/json;charset=utf-8")
                        .header("cache-control", "no-store")
                        .result(overview.of(ctx.queryParam("person"), ctx.queryParam("account"))
                                .toString()));
    }

    private static String read(String name) {
        try (InputStream file = ChatPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The page's file " + name + " is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the page's file " + name, e);
        }
    }
}
