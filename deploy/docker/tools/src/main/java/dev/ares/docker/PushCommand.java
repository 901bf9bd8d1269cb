package dev.ares.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.ConfigType;
import com.alibaba.nacos.api.exception.NacosException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Publishes live settings as a client of Nacos, so that neither its HTTP interface nor its administration is needed. */
@Command(
        name = "push",
        description = "Publishes the YAML document on standard input as live settings of a service, through Nacos.")
final class PushCommand implements Callable<Integer> {

    private final ShopSettings settings;
    private final InputStream document;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The service, gateway for example.")
    private String group = "";

    @Parameters(index = "1", paramLabel = "DATA_ID", description = "Which settings, ares.sampling for example.")
    private String dataId = "";

    @Option(names = "--remove", description = "Withdraws the document: what the service was started with holds again.")
    private boolean remove;

    PushCommand(ShopSettings settings) {
        this(settings, System.in);
    }

    PushCommand(ShopSettings settings, InputStream document) {
        this.settings = settings;
        this.document = document;
    }

    @Override
    public Integer call() throws IOException, NacosException {
        Properties nacos = settings.nacos();
        String content = remove ? "" : new String(document.readAllBytes(), UTF_8);
        if (!remove && content.isBlank()) {
            System.err.println("standard input is empty (expected: a YAML document; --remove withdraws one)");
            return 2;
        }
        ConfigService client = NacosFactory.createConfigService(nacos);
        try {
            boolean done = remove
                    ? client.removeConfig(dataId, group)
                    : client.publishConfig(dataId, group, content, ConfigType.YAML.getType());
            if (!done) {
                System.err.println(nacos.getProperty(PropertyKeyConst.SERVER_ADDR) + " did not take " + dataId + " of "
                        + group + " (expected: a Nacos that answers there and at +1000)");
                return 1;
            }
        } finally {
            client.shutDown();
        }
        System.out.println(dataId + " of " + group + (remove ? ": withdrawn" : ": published"));
        return 0;
    }
}
