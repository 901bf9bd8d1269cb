package dev.ares.gateway.limit;

import reactor.core.publisher.Mono;

/** Token buckets by key. A bucket that nobody has asked for is full. */
interface Buckets {

    /** Takes a token from the bucket of this key where there is one; atomic. */
    Mono<Verdict> take(String key, Allowance allowance);
}
