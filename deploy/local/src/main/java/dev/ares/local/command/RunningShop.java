package dev.ares.local.command;

import dev.ares.local.client.ShopClient;
import dev.ares.local.shop.Shop;

/** The shop that was started here. */
final class RunningShop {

    private RunningShop() {}

    /**
     * The shop as its first admin sees it.
     *
     * @throws CannotRunException when there is none, or when it does not answer
     */
    static ShopClient admin() {
        return Routes.await(new Shop(RunningStack.settings()));
    }
}
