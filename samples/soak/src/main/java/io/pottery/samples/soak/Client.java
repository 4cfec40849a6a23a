package io.pottery.samples.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The program of the client JVMs.
 */
public final class Client {

	static final String READY = "ready";

	static final String GO = "go";

	static final String DONE = "done";

	/** What a client says last, without saying anything. */
	static final String GONE = "";

	private final Options options;

	private final CountDownLatch go = new CountDownLatch(1);

	private Client(Options options) {
		this.options = options;
	}

	public static void main(String[] arguments) throws Exception {
		List<String> words = new ArrayList<>(Arrays.asList(arguments));
		Role role = Role.valueOf(words.remove(0));
		Client client = new Client(Options.parse(words));
		Thread obedient = new Thread(client::obey, "obedient");
		obedient.setDaemon(true);
		obedient.start();
		role.play(client);
		System.out.println(DONE);
	}

	/*
	 * Nobody else has the other end of the standard input: it ends with the parent.
	 */
	private void obey() {
		try {
			for (int read = System.in.read(); read >= 0; read = System.in.read()) {
				if (read == '\n') {
					this.go.countDown();
				}
			}
		}
		catch (IOException ex) {
			Runtime.getRuntime().halt(1);
		}
		Runtime.getRuntime().halt(1);
	}

	Options options() {
		return this.options;
	}

	/**
	 * Says that all is set up and waits for the others.
	 */
	void awaitStart() throws InterruptedException {
		System.out.println(READY);
		this.go.await();
	}

	/**
	 * Tells the parent a figure.
	 */
	void say(String figure, long value) {
		System.out.println(figure + "=" + value);
	}

	/**
	 * Runs a task in several threads at once, and waits for them.
	 */
	static void inThreads(int threads, Task task) throws InterruptedException, ExecutionException {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				tasks.add(() -> {
					task.run(thread);
					return null;
				});
			}
			for (Future<Void> future : executor.invokeAll(tasks)) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * What one of several threads does.
	 */
	@FunctionalInterface
	interface Task {

		void run(int thread) throws Exception;

	}

}
