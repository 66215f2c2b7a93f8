package io.channeladapter.system.browser;

import com.microsoft.playwright.Browser;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an {@link Owner}: a person at a browser of their own, with the whole product behind the page. After each
 * test it asserts that nothing happened in the browsers that none of our pages may do. Without a Chromium the tests are
 * skipped and the reason is printed; where the environment says {@code REQUIRE_CHROMIUM=true} they fail. The extension
 * {@link WithAdapter} stands before it.
 */
final class WithBrowser implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(WithBrowser.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.executable().isPresent() || Chromium.isRequired()) {
            return ConditionEvaluationResult.enabled("there is a Chromium, or must be");
        }
        if (context.getTestMethod().isEmpty()) {
            System.err.println("skipped " + context.getDisplayName() + ": " + Chromium.HOW_TO_GET_ONE);
        }
        return ConditionEvaluationResult.disabled(Chromium.HOW_TO_GET_ONE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Owner.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Browser browser = context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class)
                .browser();
        TheAdapter adapter = WithAdapter.of(context);
        Look look = parameter.findAnnotation(Seen.class).map(Seen::value).orElse(Look.DESKTOP);
        Owner owner = new Owner(
                adapter,
                browser.newContext(look.options().setBaseURL(adapter.addresses().configUrl())),
                look);
        // JUnit closes it when this test is over, or this class where its constructor asked.
        context.getStore(SPACE).put(owner, owner);
        owners(context).add(owner);
        return owner;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        owners(context).forEach(Owner::wasNotDisturbed);
    }

    @SuppressWarnings("unchecked")
    private static List<Owner> owners(ExtensionContext context) {
        return context.getStore(SPACE).computeIfAbsent(List.class, _ -> new ArrayList<Owner>(), List.class);
    }
}
