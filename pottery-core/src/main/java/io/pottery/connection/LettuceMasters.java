package io.pottery.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.pottery.quorum.Master;
import io.pottery.quorum.QuorumScheduler;

/**
 * The masters with what they share: the client's threads and a timer.
 */
final class LettuceMasters implements MasterConnections {

	private static final int CLOSE_SECONDS = 2;

	private final ClientResources resources;

	private final boolean ownResources;

	private final ScheduledThreadPoolExecutor timer;

	private final List<LettuceMaster> masters = new ArrayList<>();

	LettuceMasters(List<MasterSettings> settings, @Nullable RedisConnectionFactory neighbour) {
		ClientResources others = (neighbour instanceof LettuceConnectionFactory lettuce) ? lettuce.getClientResources()
				: null;
		this.ownResources = others == null;
		this.resources = (others != null) ? others : ClientResources.create();
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "pottery-timer");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
		// Closing must not wait for the time-outs of commands that will never be
		// answered.
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		for (MasterSettings one : settings) {
			this.masters.add(new LettuceMaster(one, this.resources, scheduler()));
		}
		this.masters.forEach(LettuceMaster::connect);
	}

	@Override
	public List<Master> masters() {
		return List.copyOf(this.masters);
	}

	@Override
	public QuorumScheduler scheduler() {
		return (task, delay) -> {
			try {
				ScheduledFuture<?> scheduled = this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
				return () -> scheduled.cancel(false);
			}
			catch (RejectedExecutionException ex) {
				// Closed: what would have waited for the task was told so.
				return () -> {
				};
			}
		};
	}

	@Override
	public void close() {
		this.timer.shutdown();
		CompletableFuture<?>[] closing = this.masters.stream()
			.map(LettuceMaster::close)
			.toArray(CompletableFuture[]::new);
		// The client tells its threads that it is closed: they must still be there to
		// hear it.
		CompletableFuture<?> closed = CompletableFuture.allOf(closing).orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS);
		closed.exceptionally((ex) -> null).join();
		if (this.ownResources) {
			this.resources.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS)
				.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
	}

}
