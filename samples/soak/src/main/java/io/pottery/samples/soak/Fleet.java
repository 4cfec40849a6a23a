package io.pottery.samples.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.pottery.test.RedisServer;
import io.pottery.test.RedisServers;

/**
 * Masters, each behind a network of its own, and one server for data that never fails.
 */
final class Fleet implements AutoCloseable {

	private final RedisServers masters;

	private final RedisServer data;

	private final List<FaultyProxy> proxies = new ArrayList<>();

	private Fleet(RedisServers masters, RedisServer data, long seed) throws IOException {
		this.masters = masters;
		this.data = data;
		for (RedisServer master : masters) {
			this.proxies.add(new FaultyProxy(master, seed + this.proxies.size()));
		}
	}

	/**
	 * Starts servers that keep nothing.
	 */
	static Fleet start(int masters, long seed) throws IOException {
		return new Fleet(RedisServers.start(masters), RedisServer.started(), seed);
	}

	/**
	 * Starts servers that still have what they answered when they are killed and started
	 * again.
	 * @param fsync how they write: only {@code always} outlives the machine, too
	 */
	static Fleet startDurable(int masters, String fsync, long seed) throws IOException {
		RedisServers servers = RedisServers.builder()
			.count(masters)
			.appendOnly()
			.config("appendfsync", fsync)
			.config("auto-aof-rewrite-min-size", "16mb")
			.start();
		return new Fleet(servers, RedisServer.started(), seed);
	}

	int size() {
		return this.masters.size();
	}

	RedisServer master(int index) {
		return this.masters.get(index);
	}

	FaultyProxy proxy(int index) {
		return this.proxies.get(index);
	}

	RedisServer data() {
		return this.data;
	}

	/**
	 * Returns where the masters are for clients whose network may fail.
	 */
	String proxyUris() {
		return String.join(",", this.proxies.stream().map(FaultyProxy::uri).toList());
	}

	/**
	 * Returns where the masters themselves are.
	 */
	String uris() {
		return String.join(",", this.masters.uris());
	}

	/**
	 * Returns how many keys begin with some words on all masters.
	 */
	long keys(String prefix) {
		long count = 0;
		for (RedisServer master : this.masters) {
			@Nullable Object names = master.command("KEYS", prefix + "*");
			count += (names instanceof List<?> list) ? list.size() : 0;
		}
		return count;
	}

	@Override
	public void close() throws IOException {
		for (FaultyProxy proxy : this.proxies) {
			proxy.close();
		}
		this.masters.close();
		this.data.close();
	}

}
