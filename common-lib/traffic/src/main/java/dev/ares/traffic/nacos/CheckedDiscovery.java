package dev.ares.traffic.nacos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.cloud.nacos.discovery.NacosServiceDiscovery;
import com.alibaba.nacos.api.exception.NacosException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Nacos tells its clients when instances come and go. A client whose message got lost, because Nacos or it was restarted at
 * the wrong moment, would believe for a minute and more what is no longer so: it asks again after a pause only, which grows
 * with every failure. Here every service that is looked up is asked about every {@code pause} beside that, by one thread, so
 * that nobody who looks up waits for the answer. While Nacos cannot be reached, what was known stays in use.
 */
final class CheckedDiscovery extends NacosServiceDiscovery implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CheckedDiscovery.class);

    private final String group;
    private final NacosServiceManager nacos;
    private final Duration pause;
    private final Map<String, AskedAgain> services = new ConcurrentHashMap<>();
    private final ExecutorService asking = Executors.newSingleThreadExecutor(CheckedDiscovery::thread);

    CheckedDiscovery(NacosDiscoveryProperties properties, NacosServiceManager nacos, Duration pause) {
        super(properties, nacos);
        this.group = properties.getGroup();
        this.nacos = nacos;
        this.pause = pause;
    }

    /** @throws NacosException when Nacos cannot be reached and nothing is known */
    @Override
    public List<ServiceInstance> getInstances(String service) throws NacosException {
        AskedAgain known = services.computeIfAbsent(service, first -> new AskedAgain());
        if (known.isDue(System.nanoTime(), pause.toNanos())) {
            asking.execute(() -> ask(service, known));
        }
        try {
            return known.withPushed(super.getInstances(service));
        } catch (NacosException unreachable) {
            List<ServiceInstance> before = known.inUse();
            if (before.isEmpty()) {
                throw unreachable;
            }
            return before;
        }
    }

    private void ask(String service, AskedAgain known) {
        try {
            known.answered(hostToServiceInstanceList(
                    nacos.getNamingService().selectInstances(service, group, true, false), service));
        } catch (NacosException | RuntimeException unreachable) {
            log.debug("Nacos does not answer for {}: {}", service, unreachable.toString());
        }
    }

    @Override
    public void destroy() {
        asking.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "instances");
        thread.setDaemon(true);
        return thread;
    }
}
