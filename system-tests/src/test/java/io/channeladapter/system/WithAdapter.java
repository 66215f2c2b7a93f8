package io.channeladapter.system;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link KafkaUnderTest} and the one {@link TheAdapter} of this JVM, started when first needed. */
public final class WithAdapter implements ExecutionCondition, ParameterResolver {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod().isPresent()
                ? ConditionEvaluationResult.enabled("the class is")
                : KafkaUnderTest.available();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TheAdapter.class || type == KafkaUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaUnderTest.class ? kafka(context) : of(context);
    }

    /** The adapter of this JVM; for other extensions. */
    public static TheAdapter of(ExtensionContext context) {
        // Kafka first: what is kept here first is closed last.
        KafkaUnderTest kafka = kafka(context);
        return store(context).computeIfAbsent(TheAdapter.class, _ -> TheAdapter.start(kafka), TheAdapter.class);
    }

    private static KafkaUnderTest kafka(ExtensionContext context) {
        return store(context).computeIfAbsent(KafkaUnderTest.class, _ -> KafkaUnderTest.start(), KafkaUnderTest.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.create(WithAdapter.class));
    }
}
