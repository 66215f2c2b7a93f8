package io.channeladapter.config.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns templates into answers. */
final class Html {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /** Writes parts of a page to its browser, at once. */
    @FunctionalInterface
    interface Parts {
        /** Writes what the template makes of this. */
        void write(String template, Map<String, Object> model);
    }

    /** Answers with a whole page, or a part of one. */
    void render(Context ctx, String template, Map<String, Object> model) {
        StringOutput html = new StringOutput();
        templates.render(template, model, html);
        begin(ctx).result(html.toString());
    }

    /**
     * Answers with a page that its browser shows while it comes to be, also without JavaScript.
     *
     * @param model makes the template's parameters; content made by the function that it is given runs where the template
     *     has it, when all before it is on its way
     */
    void stream(Context ctx, String template, Function<Function<Consumer<Parts>, Content>, Map<String, Object>> model)
            throws IOException {
        // A proxy that gathers the page first would hide that something happens.
        begin(ctx).header("X-Accel-Buffering", "no");
        // Past Javalin's own stream, whose compression holds back what is flushed.
        try (FlowingBody body =
                new FlowingBody(new OutputStreamWriter(ctx.res().getOutputStream(), StandardCharsets.UTF_8))) {
            templates.render(
                    template,
                    model.apply(flowing -> output -> {
                        body.flush();
                        flowing.accept((part, of) -> {
                            templates.render(part, of, output);
                            body.flush();
                        });
                    }),
                    new WriterOutput(body));
        }
    }

    private static Context begin(Context ctx) {
        return ctx.contentType("text/html; charset=utf-8");
    }
}
