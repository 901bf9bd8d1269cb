package dev.ares.docker;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

import dev.ares.local.demo.Demo;

/** The demo orders of {@code ./ares demo}. */
@Command(name = "demo", description = "Places the demo orders and prints what became of them.")
final class DemoCommand implements Callable<Integer> {

    private final ShopSettings settings;

    DemoCommand(ShopSettings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        return new Demo(settings.shop(), settings.admin(), System.out).run() ? 0 : 1;
    }
}
