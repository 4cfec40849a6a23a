package io.pottery.samples.quickstart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RushTests extends AbstractBoxOfficeTests {

	private static final int BUYERS = 50;

	private static final int REQUESTS_PER_SEAT = 10;

	private static final int STOP_AFTER = 100;

	private static final int START_AFTER = 300;

	private final AtomicInteger answered = new AtomicInteger();

	@Test
	void everySeatIsSoldOnceThoughMastersDieAndReturnMeanwhile() throws Exception {
		List<Answer> answers = rush();
		assertThat(answers).hasSize(2000);
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.status()).isIn(201, 409, 503);
			if (answer.status() != 201) {
				assertThat(answer.reason()).isNotBlank();
			}
		});
		List<Answer> sales = answers.stream().filter((answer) -> answer.status() == 201).toList();
		Map<String, Order> sold = sales.stream()
			.map(Answer::order)
			.collect(Collectors.toMap(Order::seat, Function.identity()));
		assertThat(sold).hasSize(200).isEqualTo(seats().snapshot());
		assertThat(sold.values()).extracting(Order::orderId).doesNotHaveDuplicates();
		assertThatIdsFollowTime(sales);
		assertThat(get("/api/house").json().path("orders").asInt()).isEqualTo(200);
	}

	/**
	 * A sale that was asked for after another was answered has a larger id.
	 */
	private void assertThatIdsFollowTime(List<Answer> sales) {
		for (Answer earlier : sales) {
			sales.stream()
				.filter((later) -> later.asked() > earlier.received())
				.min(Comparator.comparingLong((later) -> later.order().orderId()))
				.ifPresent((later) -> assertThat(later.order().orderId()).isGreaterThan(earlier.order().orderId()));
		}
	}

	private List<Answer> rush() throws Exception {
		Queue<String> wishes = new ConcurrentLinkedQueue<>(wishes());
		List<Callable<List<Answer>>> buyers = IntStream.rangeClosed(1, BUYERS)
			.<Callable<List<Answer>>>mapToObj((number) -> () -> buy("Buyer " + number, wishes))
			.toList();
		ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
		try {
			List<Answer> answers = new ArrayList<>();
			for (Future<List<Answer>> bought : threads.invokeAll(buyers)) {
				answers.addAll(bought.get());
			}
			return answers;
		}
		finally {
			threads.shutdown();
		}
	}

	private List<Answer> buy(String buyer, Queue<String> wishes) {
		List<Answer> answers = new ArrayList<>();
		for (String seat = wishes.poll(); seat != null; seat = wishes.poll()) {
			answers.add(bookOnce(seat, buyer));
			switch (this.answered.incrementAndGet()) {
				case STOP_AFTER -> Stream.of(2, 4).forEach((master) -> post("/api/masters/" + master + "/stop"));
				case START_AFTER -> post("/api/masters/2/start");
			}
		}
		return answers;
	}

	private static List<String> wishes() {
		List<String> wishes = new ArrayList<>();
		for (int i = 0; i < REQUESTS_PER_SEAT; i++) {
			for (char row = 'A'; row <= 'J'; row++) {
				for (int number = 1; number <= 20; number++) {
					wishes.add("" + row + number);
				}
			}
		}
		Collections.shuffle(wishes, new Random(7));
		return wishes;
	}

}
