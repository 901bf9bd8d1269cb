package dev.ares.acceptance;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the shop before the first test that asks for it, checks it after each test, stops it after the last. */
final class ShopExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(ShopExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningShop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shop(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        shop(context).assertInvariantsHold();
    }

    private static RunningShop shop(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(RunningShop.class, key -> RunningShop.start(), RunningShop.class);
    }
}
