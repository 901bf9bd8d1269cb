package dev.ares.local.command;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.ares.local.client.ShopClient;
import dev.ares.local.operator.OperatorDesk;

/** What an operator says of money after a look at the provider, when nobody else can tell what became of it. */
abstract class Declaration implements Callable<Integer> {

    private final Supplier<ShopClient> operator;

    @Parameters(paramLabel = "ID", description = "As the command parked prints it.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = "--note",
            required = true,
            paramLabel = "TEXT",
            description = "What was seen at the provider; kept with the decision.")
    private String note = "";

    /** @param operator the shop as somebody with the role operator sees it; asked for when the command runs */
    Declaration(Supplier<ShopClient> operator) {
        this.operator = operator;
    }

    /** Why not, for people; empty when it is done. */
    abstract String declare(OperatorDesk desk, String id, String note);

    /** What has ended with it. */
    abstract String consequence();

    @Override
    public Integer call() {
        String refusal = declare(new OperatorDesk(operator.get()), id.toString(), note);
        System.out.println(refusal.isEmpty() ? "Ended: " + consequence() : refusal);
        return refusal.isEmpty() ? 0 : 1;
    }
}
