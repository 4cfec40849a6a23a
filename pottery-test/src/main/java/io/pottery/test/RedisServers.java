package io.pottery.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Several independent Redis servers, such as the masters of a Redlock.
 *
 * @since 1.0
 */
public final class RedisServers implements Iterable<RedisServer>, AutoCloseable {

	private static final List<RedisServer> SHARED = new ArrayList<>();

	private final List<RedisServer> servers;

	RedisServers(List<RedisServer> servers) {
		this.servers = List.copyOf(servers);
	}

	/**
	 * Starts independent servers on free ports, all at once.
	 * @param count how many
	 * @return the servers, answering
	 * @throws RedisServerException if there is no binary or one does not start; none then
	 * runs
	 */
	public static RedisServers start(int count) {
		return builder().count(count).start();
	}

	/**
	 * Starts masters that form one cluster and share all slots evenly.
	 * @param count how many, at least three
	 * @return the nodes, each of which knows the others and all slots
	 * @throws RedisServerException if there is no binary, one does not start, or they do
	 * not find together
	 */
	public static RedisServers startCluster(int count) {
		return ClusterFormation.start(count);
	}

	/**
	 * Sets up servers.
	 * @return a builder
	 */
	public static RedisServersBuilder builder() {
		return new RedisServersBuilder();
	}

	/**
	 * Returns servers that everything in this JVM may share, started by the first who
	 * asks. Use keys of {@link KeyNames}, leave them running and never flush them.
	 * Closing them does nothing: they end with the JVM.
	 * @param count how many
	 * @return the first so many of the shared servers; {@link RedisServer#shared()} is
	 * the first of them
	 * @throws RedisServerException if there is no binary or one does not start
	 */
	public static RedisServers shared(int count) {
		synchronized (SHARED) {
			if (SHARED.size() < count) {
				RedisServersBuilder builder = builder();
				start(count - SHARED.size(), () -> builder.start(0).share()).forEach(SHARED::add);
			}
			return new RedisServers(SHARED.subList(0, count));
		}
	}

	static RedisServers start(int count, Supplier<RedisServer> starter) {
		ExecutorService threads = Executors.newFixedThreadPool(count);
		try {
			List<CompletableFuture<RedisServer>> starting = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				starting.add(CompletableFuture.supplyAsync(starter, threads));
			}
			try {
				CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
			}
			catch (CompletionException ex) {
				starting.stream()
					.filter((server) -> !server.isCompletedExceptionally())
					.forEach((server) -> server.join().close());
				throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
			}
			return new RedisServers(starting.stream().map(CompletableFuture::join).toList());
		}
		finally {
			threads.shutdown();
		}
	}

	/**
	 * Returns one of the servers.
	 * @param index its index, from 0
	 * @return the server
	 */
	public RedisServer get(int index) {
		return this.servers.get(index);
	}

	/**
	 * Returns how many servers there are, running or not.
	 * @return the number of servers
	 */
	public int size() {
		return this.servers.size();
	}

	/**
	 * Returns where the servers are, without credentials.
	 * @return their URIs in order
	 */
	public List<String> uris() {
		return this.servers.stream().map(RedisServer::uri).toList();
	}

	@Override
	public Iterator<RedisServer> iterator() {
		return this.servers.iterator();
	}

	/**
	 * Kills all servers and deletes their directories.
	 */
	@Override
	public void close() {
		this.servers.forEach(RedisServer::close);
	}

	@Override
	public String toString() {
		return this.servers.toString();
	}

}
