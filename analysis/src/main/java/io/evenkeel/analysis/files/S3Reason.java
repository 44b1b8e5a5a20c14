package io.evenkeel.analysis.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes errors of a store with S3's protocol in words. It reads them from the text of
 * exceptions, because the exceptions' classes are in a library that may be missing.
 */
final class S3Reason {
  private static final Pattern REFUSED =
      Pattern.compile("(.+?) \\(Service: S3, Status Code: (\\d+).*");
  private static final Pattern UNREACHED =
      Pattern.compile("Unable to execute HTTP request: (.+?)(?: \\(SDK Attempt Count.*)?");

  private S3Reason() {}

  /** The reason of an error; empty if it is not an error of S3. */
  static Optional<String> of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getName();
      if (name.endsWith(".NoAwsCredentialsException") || name.endsWith(".NoAuthWithAWSException")) {
        return Optional.of(
            "no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the"
                + " machine a role");
      }
      if (name.startsWith("software.amazon.awssdk.") && cause.getMessage() != null) {
        String message = cause.getMessage().lines().findFirst().orElse("");
        Matcher refused = REFUSED.matcher(message);
        if (refused.matches()) {
          return Optional.of(
              "the store answers %s: %s".formatted(refused.group(2), refused.group(1)));
        }
        Matcher unreached = UNREACHED.matcher(message);
        if (unreached.matches()) {
          return Optional.of("the store cannot be reached: " + unreached.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
