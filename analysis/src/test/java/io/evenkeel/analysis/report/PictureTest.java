package io.evenkeel.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The picture files, read as what they claim to be. */
class PictureTest {
  @TempDir private static Path run;

  @BeforeAll
  static void write() throws IOException {
    ReportFixture.write(run);
  }

  @ParameterizedTest
  @CsvSource({
    "forward.svg, activations",
    "backward.svg, gradients",
    "cosine.svg, rows of the batch",
    "saturation.svg, saturated units",
    "correlation.svg, correlation map",
    "verdicts.svg, lecun_normal",
    "phase.svg, critical",
    "losses.svg, loss at initialisation",
  })
  void everyPictureIsSvgThatSaysWhatItShows(String file, String words) throws Exception {
    Path picture = run.resolve(HtmlReport.PICTURES).resolve(file);
    Document svg = parse(picture);
    assertThat(svg.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(svg.getElementsByTagNameNS("*", "path").getLength()).isGreaterThan(4);
    assertThat(svg.getDocumentElement().getTextContent()).contains(words);
    assertThat(svg.getElementsByTagNameNS("*", "script").getLength()).isZero();
    Files.createDirectories(Path.of("target", "report-views"));
    Files.write(Path.of("target", "report-views", file), Files.readAllBytes(picture));
  }

  private static Document parse(Path file)
      throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }
}
