package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Hints by RESP3 client tracking in a cluster: over one connection to each node that
 * holds keys somebody waits for.
 */
final class ClusterTracking implements KeyHints {

	private final LettuceConnectionFactory factory;

	private final Consumer<@Nullable String> listener;

	private final Map<String, KeyTracking> nodes = new HashMap<>();

	/** Opens the connections: the client of a cluster shares those of its own. */
	private @Nullable RedisClient client;

	private boolean closed;

	ClusterTracking(LettuceConnectionFactory factory, Consumer<@Nullable String> listener) {
		this.factory = factory;
		this.listener = listener;
	}

	@Override
	public boolean arm(List<String> keys, long nanos) {
		KeyTracking node = node(keys.get(0));
		return node != null && node.arm(keys, nanos);
	}

	private @Nullable KeyTracking node(String key) {
		if (!(this.factory.getNativeClient() instanceof RedisClusterClient cluster)) {
			return null;
		}
		int slot = SlotHash.getSlot(key.getBytes(StandardCharsets.UTF_8));
		RedisClusterNode node = cluster.getPartitions().getPartitionBySlot(slot);
		return (node != null) ? tracking(cluster, node.getUri()) : null;
	}

	private synchronized @Nullable KeyTracking tracking(RedisClusterClient cluster, RedisURI uri) {
		if (this.closed) {
			return null;
		}
		if (this.client == null) {
			this.client = RedisClient.create(cluster.getResources());
			this.client.setOptions(cluster.getOptions());
		}
		RedisClient opener = this.client;
		return this.nodes.computeIfAbsent(uri.getHost() + ":" + uri.getPort(),
				(address) -> new KeyTracking(() -> opener.connect(ByteArrayCodec.INSTANCE, uri), address,
						this.listener));
	}

	@Override
	public void close() {
		RedisClient open;
		synchronized (this) {
			this.closed = true;
			open = this.client;
		}
		this.nodes.values().forEach(KeyTracking::close);
		if (open != null) {
			open.shutdownAsync(0, 0, TimeUnit.SECONDS);
		}
	}

}
