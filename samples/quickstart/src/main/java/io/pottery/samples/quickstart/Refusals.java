package io.pottery.samples.quickstart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.pottery.exception.PotteryException;
import io.pottery.quorum.QuorumException;

/**
 * Says why there is no ticket.
 */
@RestControllerAdvice
class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	@ExceptionHandler
	ProblemDetail sold(SeatSoldException ex) {
		return problem(HttpStatus.CONFLICT, "Sold", String.valueOf(ex.getMessage()));
	}

	/**
	 * Locks and order ids come before the sale, so without them nothing was sold.
	 */
	@ExceptionHandler
	ProblemDetail undecided(QuorumException ex) {
		logger.debug("Nothing was sold", ex);
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "No quorum", "Nothing was sold. " + ex.getMessage() + ".");
	}

	/**
	 * The answer of the server for the data was lost, and perhaps a sale with it.
	 */
	@ExceptionHandler
	ProblemDetail unknown(PotteryException ex) {
		logger.warn("A booking ended without an answer: {}", ex.getMessage());
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "No answer",
				"Look at the house before you try again. " + ex.getMessage() + ".");
	}

	private static ProblemDetail problem(HttpStatus status, String title, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(title);
		return problem;
	}

}
