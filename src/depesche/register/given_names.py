"""Given names: what opens a person's name in a text. Common ones of Europe, folded; no more."""

from depesche.register.spellings import fold_word

NAMES = """
Adam Ada Adele Adrian Agnes Ahmed Aisha Alan Albert Aleksandar Alena Alex Alexander Alexandra
Alexei Alfred Ali Alice Alina Amanda Amina Amira Ana Anastasia Andre Andrea Andreas Andrej Andrew
Angela Angelika Anita Anja Anke Anna Anne Annegret Annalena Annika Antje Anton Antonia Antonio
Arne Arthur Astrid August Axel Ayse Barbara Bastian Beate Beatrix Ben Benedikt Benjamin Bernd
Bernhard Bettina Birgit Björn Boris Brian Brigitte Britta Bruno Burkhard Carl Carla Carlo Carlos
Carmen Carola Carolin Caroline Carsten Cem Charles Charlotte Chiara Chris Christa Christian
Christiane Christina Christine Christof Christoph Christopher Claire Clara Claudia Claus Clemens
Cord Cornelia Dagmar Daniel Daniela Darius David Denis Dennis Detlef Diana Dieter Dirk Dmitri
Dominik Donald Dora Doris Dorothea Eberhard Edith Eduard Edward Egon Ekaterina Elena Elisabeth
Elizabeth Elke Ella Ellen Elsa Emil Emilia Emily Emma Emmanuel Enno Enrico Eric Erich Erik Erika
Ernst Esther Eugen Eva Eve Evelyn Fabian Fatima Felicitas Felix Ferdinand Finn Florian Frank Franz
Franziska Frauke Frederik Friederike Friedrich Fritz Gabriel Gabriele Georg George Gerald Gerd
Gerda Gerhard Gesa Gesine Gisela Giulia Gottfried Greta Gregor Gudrun Guido Günter Gustav Hannah
Hannelore Hannes Hans Harald Harry Hartmut Hassan Hedwig Heidi Heike Heiko Heiner Heinrich Heinz
Helen Helena Helene Helga Helmut Hendrik Henning Henrik Henry Herbert Hermann Hilde Hildegard
Holger Horst Hubert Hugo Ibrahim Ida Igor Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingrid Irene
Irina Iris Irmgard Isabel Isabella Ismail Ivan Jacob Jakob James Jan Jana Jane Janine Jannis
Jasmin Jean Jens Jessica Joachim Joan Joanna Jochen Johann Johanna Johannes John Jonas Jonathan
Jörg José Josef Josephine Juan Judith Julia Julian Juliane Julius Jürgen Jutta Kai Kamala Karen
Karin Karl Karla Karsten Kaspar Katarina Katharina Kathrin Katja Katrin Kerstin Kevin Kim Kirsten
Klara Klaus Konrad Konstantin Kristin Kristina Kurt Lara Larissa Lars Laura Lea Leif Lena Leo Leon
Leonie Levke Lili Lina Linda Lisa Lothar Louis Louisa Luca Lucas Lucia Lucy Ludwig Luis Luisa
Lukas Lutz Lydia Magdalena Maike Maja Malte Manfred Manuel Manuela Marc Marcel Marco Marcus
Mareike Margaret Margarete Margit Maria Marianne Marie Marina Mario Marion Mark Markus Marlene
Marta Martha Martin Martina Mary Mathias Matteo Matthew Matthias Max Maximilian Mechthild Mehmet
Meike Melanie Melissa Michael Michaela Michel Michelle Miguel Mikhail Milan Mila Mira Miriam
Mohamed Mohammed Mona Monika Moritz Murat Mustafa Nadine Nadja Natalia Nathalie Nele Nicholas Nico
Nicola Nicolas Nicole Niels Nikolai Nikolaus Nils Nina Noah Nora Norbert Norman Olaf Ole Oleg Olga
Oliver Olivia Onno Oscar Oskar Otto Pablo Pamela Paola Pascal Patricia Patrick Patrizia Paul Paula
Pauline Pedro Peer Peter Petra Philip Philipp Pia Pierre Rachel Rainer Ralf Ralph Ramona Raphael
Rebecca Regina Reiner Reinhard Reinhold Renate Renée Ricarda Richard Rita Robert Roberto Robin
Roger Roland Rolf Roman Ronald Ronja Rosa Rosemarie Roswitha Rudolf Rupert Ruth Sabine Sabrina
Samuel Sandra Sara Sarah Sascha Saskia Sebastian Selma Sergei Sibylle Siegfried Sigmar Sigrid
Silke Silvia Simon Simone Sofia Sonja Sophia Sophie Stefan Stefanie Steffen Stella Stephan
Stephanie Stephen Steven Susan Susanna Susanne Svea Sven Svenja Svetlana Sylvia Tamara Tanja
Tatjana Thea Theo Theodor Theresa Thomas Thorsten Tilman Tim Timo Tina Tobias Tom Torben Torsten
Udo Ulf Ulla Ulrich Ulrike Ursula Ute Uta Uwe Valentin Valerie Vanessa Vera Verena Veronika Victor
Victoria Viktor Viktoria Vincent Viola Vladimir Volker Volodymyr Waltraud Werner Wiebke Wilfried
Wilhelm William Willi Winfried Wladimir Wolf Wolfgang Wolfram Xaver Yannick Yasmin Yusuf Yvonne
Zoe
"""
GIVEN_NAMES = frozenset(fold_word(name) for name in NAMES.split())
