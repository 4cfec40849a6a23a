package io.pottery.samples.benchmarks;

import java.util.List;
import java.util.function.LongSupplier;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

import io.pottery.Pottery;

/**
 * Whose ids.
 */
public enum IdPeer {

	/**
	 * Pottery's {@code NextId} on five masters.
	 */
	POTTERY("Pottery NextId") {

		@Override
		Ids open(List<String> uris, String key) {
			Pottery pottery = Clients.pottery(uris);
			return new Ids(pottery.nextId(key), pottery);
		}

	},

	/**
	 * A counter on one server, whose ids come again when the server loses it.
	 */
	LETTUCE("one INCR by Lettuce on one server") {

		@Override
		Ids open(List<String> uris, String key) {
			RedisClient client = RedisClient.create(uris.get(0));
			StatefulRedisConnection<String, String> connection = client.connect();
			return new Ids(() -> connection.sync().incr(key), client::shutdown);
		}

	};

	private final String label;

	IdPeer(String label) {
		this.label = label;
	}

	abstract Ids open(List<String> uris, String key);

	@Override
	public String toString() {
		return this.label;
	}

	/**
	 * A sequence and the client behind it.
	 *
	 * @param next makes the next id
	 * @param client what to close
	 */
	record Ids(LongSupplier next, AutoCloseable client) {

	}

}
