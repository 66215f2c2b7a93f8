package io.channeladapter.config.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Turns templates into answers, each with the policy that lets a browser load and run nothing but our own files. */
final class Html {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /** Answers with a whole page, or a part of one. */
    void render(Context ctx, String template, Map<String, Object> model) {
        StringOutput html = new StringOutput();
        templates.render(template, model, html);
        begin(ctx).result(html.toString());
    }

    private static Context begin(Context ctx) {
        return ctx.header("Content-Security-Policy", POLICY).contentType("text/html; charset=utf-8");
    }
}
