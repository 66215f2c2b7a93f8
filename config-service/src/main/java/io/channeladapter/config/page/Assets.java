package io.channeladapter.config.page;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Style sheets, scripts and the icon, all of our own host: they come from the class path. */
final class Assets {
    private static final Map<String, String> OWN =
            Map.of("page.css", "/page/page.css", "page.js", "/page/page.js", "icon.svg", "/page/icon.svg");
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    private Assets() {}

    static void addTo(RoutesConfig routes) {
        OWN.forEach((name, resource) -> add(routes, name, resource));
        webjars().forEach((name, resource) -> add(routes, name.toString(), resource.toString()));
    }

    private static void add(RoutesConfig routes, String name, String resource) {
        byte[] bytes = read(resource);
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
        routes.get(
                "/assets/" + name,
                ctx -> ctx.header("Cache-Control", "public, max-age=3600")
                        .contentType(type)
                        .result(bytes));
    }

    private static Properties webjars() {
        Properties properties = new Properties();
        try (InputStream in = open("/page/webjars.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is missing from the class path");
        }
        return in;
    }
}
