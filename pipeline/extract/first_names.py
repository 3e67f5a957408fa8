"""Given names frequent in Germany, with the gender that they are mostly given to (compiled by hand).

The lists steady the recognition of people and tell whom „sie“ and „er“ mean; a name that is not here is
still found by titles, roles and the model.
"""

from __future__ import annotations

FEMALE = frozenset(
    """
    Ada Adele Adriana Agnes Agnieszka Aida Aisha Aleksandra Alena Alessandra Alexandra Alice Alina Almut
    Alwine Amalia
    Amelie Amina Amira Ana Anastasia Andrea Anett Anette Angela Angelika Anica Anita Anja Anka Anke Ann Anna
    Annalena
    Anne Annegret Annekathrin Anneke Anneliese Annelie Annett Annette Anni Annika Anouk Antje Antonia Aretha
    Ariane Arzu
    Asli Aslı Astrid Aurelia Aylin Ayşe Ayse Barbara Bärbel Beate Beatrice Beatrix Berit Bettina Bianca
    Birgit Birte
    Brigitte Brit Britta Caren Carina Carla Carmen Carola Carolin Caroline Catharina Cathrin Cécile Celine
    Chantal
    Charlotte Chiara Christa Christel Christiane Christina Christine Clara Clarissa Claudia Conny Constanze
    Cordula
    Corinna Cornelia Dagmar Daniela Danuta Daria Defne Derya Désirée Desirée Diana Dilek Dinah Dominique
    Dora Doreen Doris Dorit
    Dorothea Dorothee Ebru Edda Edeltraud Edith Ekaterina Elena Eleonore Elfriede Elif Elisa Elisabeth Elke
    Ella Ellen
    Elli Elsa Elvira Emilia Emily Emine Emma Erika Esra Esther Eva Evelin Evelyn Fatima Fatma Felicitas
    Fiona Franka
    Franziska Frauke Frederike Frida Frieda Friederike Gabi Gabriela Gabriele Gerda Gerlinde Gertrud Gesa
    Gesche Gesine
    Gisela Gitta Giulia Gloria Grit Greta Gudrun Gülay Gundula Gunhild Hanna Hannah Hannelore Hatice Hedwig
    Heide Heidemarie Heidi
    Heidrun Heike Helen Helena Helene Helga Helma Henriette Henrike Herta Hilde Hildegard Hiltrud Hülya Ida
    Ilka Ilona Ilse
    Imke Ina Ines Inga Inge Ingeborg Inken Ingrid Irene Irina Iris Irma Irmgard Isabel Isabell Isabella
    Isabelle Isolde Ivana
    Ivonne Jacqueline Jana Jane Janet Janina Janine Jasmin Jeanette Jelena Jennifer Jenny Jessica Jette
    Joana Johanna
    Jolanta Josefine Josephine Juana Judith Julia Juliana Juliane Julie Jutta Karen Karin Karina Karla
    Karola Karolin
    Karoline Kathleen Katharina Käthe Kathi Kathrin Katja Katarzyna Katrin Kerstin Kim Kirsten Klara
    Konstanze Kristiane Kristin Kristina Lara
    Larissa Laura Lea Leila Lena Leni Leonie Leonore Leyla Lidia Lieselotte Lilli Lilly Lina Linda Line Lisa
    Liselotte
    Liv Ljudmila Lotte Louisa Louise Lucia Lucie Luise Lydia Madeleine Magdalena Maike Maja Małgorzata Mandy
    Manja Manuela Mara
    Mareike Mareile Maren Margarete Margarethe Margit Margot Margret Margrit Maria Marianne Marie Marieke
    Mariella Marina Marion Marit
    Marita Marlen Marlene Marlies Marta Martha Martina Mary Mascha Mathilde Maxi Maya Mechthild Meike
    Melanie Melek Melissa
    Meltem Merle Meryem Mia Michaela Michelle Mila Mina Mira Miriam Mirjam Moni Monika Monique Mona Nadia
    Nadine Nadja
    Nancy Naomi Natalia Natalie Natascha Nele Nicola Nicole Nina Noemi Nora Nurcan Nuray Olena Olga Olivia
    Oksana Özlem Patricia Paula
    Pauline Petra Pia Priska Priya Rabea Rahel Ramona Rebecca Regina Regine Renate Ricarda Rike Rita Ronja
    Rosa Rosemarie
    Rosi Roswitha Ruth Sabine Sabrina Samira Sandra Saskia Sara Sarah Selin Selma Seraina Sevgi Sibylle
    Sieglinde Sigrid
    Silke Silvia Simone Sina Sofia Sofie Solveig Songül Sonja Sophia Sophie Stefanie Steffi Stephanie Susann
    Susanna Susanne
    Svea Svenja Svetlana Swantje Sybille Sylke Sylvia Sylvie Tabea Tamara Tanja Tatjana Teresa Theresa
    Therese Thea Tina Traute
    Trixi Trude Tuğba Ulla Ulrike Undine Ursel Ursula Uschi Ute Valentina Valerie Vanessa Vera Verena
    Veronika Viktoria
    Viola Viktorija Vivien Waltraud Wanda Wibke Wiebke Wilma Xenia Yana Yasemin Yasmin Yıldız Yvonne Zeynep
    Zoe Zofia
    """.split()
)

MALE = frozenset(
    """
    Aaron Abdul Abdullah Achim Adam Adalbert Adem Adnan Adolf Adrian Ahmad Ahmed Ahmet Albert Albrecht
    Alejandro Aleksander
    Alessandro Alex Alexander Alexej Alfons Alfred Ali Alois Aloys Amir Anatol Anders André Andre Andreas
    Andrej Andrii Andrzej Ansgar
    Antoine Anton Antonio Aram Ariel Armin Arne Arno Arnold Arnulf Artur Arthur August Axel Balthasar
    Bartosz Bastian Ben
    Benedikt Benjamin Benno Bernd Bernhard Bernward Berthold Bertram Bill Björn Bob Bodo Bogdan Boris Brian
    Bruno Burkhard
    Burkhardt Can Carl Carlo Carlos Carsten Cem Charles Chris Christian Christof Christoph Christopher Claas
    Clemens Claus Constantin Cornelius
    Curt Damian Daniel Darius Dario David Denis Dennis Detlef Detlev Diego Dieter Dietmar Dietrich Dimitri
    Dirk
    Dominic Dominik Donald Eberhard Eckard Eckart Eckhard Edgar Edmund Eduard Edward Egon Ekkehard Elias
    Elmar Emanuel Emil Emir Emre
    Enno Enrico Eric Erich Erik Erkan Ernst Erwin Eugen Ewald Fabian Falk Felix Ferdinand Finn Florian
    Francesco Franco Frank Franz
    Fred Frederic Frederik Friedemann Friedhelm Friedrich Fritz Gabriel Gábor Georg George Gerald Gerd
    Gerhard Gero Gernot Gert Giorgio
    Giovanni Götz Gottfried Gottlieb Gregor Guido Günter Günther Gunnar Gunter Gunther Gustav Hagen Hakan
    Hamza Hannes Hanno Hans
    Harald Hardy Harry Hartmut Hasan Hassan Heiko Heiner Heinrich Heinz Helge Hellmut Helmut Hendrik Henning
    Henri Henrik Henry
    Herbert Heribert Hermann Hilmar Holger Horst Hubert Hubertus Hugo Hüseyin Ian Ibrahim Igor Ilja Imre
    Ingmar Ingo Ingolf Ioannis Isaac Ismail
    Ivan Ivo Jacek Jack Jacob Jaime Jakob Jakub James Jan Janek Janko Jannik Jannis Jaroslav Jason Jean Jens
    Jerzy Jérôme Jim Jo Joachim Jochen
    Joe Joel Johann Johannes John Jon Jonas Jonathan Jörg Jörn Jose José Josef Joseph Joshua Jost Juan
    Julian Julius Jürgen
    Jürg Justus Kai Karim Karl Karsten Kaspar Kay Kemal Kenan Kevin Klaus Knut Konrad Konstantin Krzysztof
    Kurt Lars Lasse
    Laurent Laurenz Leander Lennart Leo Leon Leonard Leonhard Leopold Levin Lorenz Lothar Louis Luca Lucas
    Ludger Ludwig Luigi Luis
    Lukas Luka Lutz Maciej Magnus Mahmoud Maik Malte Manfred Manuel Marc Marcel Marcin Marco Marcus Marek
    Marian Mario Marius Mark
    Marko Markus Marten Martin Marvin Massimo Mathias Mats Matteo Matthias Max Maximilian Mehmet Meinhard
    Merlin Mesut Michael Michał Michel
    Miguel Mikołaj Mike Mikael Mikhail Milan Mirko Mohamed Mohammad Mohammed Moritz Murat Mustafa Mykola
    Nasser Nathan Niels Nico Nicolai Nicolas Niklas Nikolai
    Nikolaus Nils Noah Norbert Norman Olaf Ole Oleg Oleh Oleksandr Oliver Olivier Omar Ömer Orhan Oscar
    Oskar Osman Oswald Otmar Otto Ottmar
    Pascal Patrick Paul Pavel Pedro Peer Per Peter Petr Philip Philipp Philippe Pierre Piotr Quentin Rafael
    Rainer Raimund Ralf Ralph Ramin
    Raphael Rasmus Raúl Reiner Reinhard Reinhold Rémy René Ricardo Richard Rico Rob Robert Roberto Robin
    Rocco Roger Roland Rolf Roman Ron
    Ronald Ronny Ruben Rudi Rüdiger Rudolf Rupert Sami Samir Samuel Sascha Sebastian Selim Sergej Serhii
    Sergio Severin Siegfried Siegmar Sigmund Sigurd Silvio
    Simon Sönke Stanislaw Stefan Steffen Stephan Stephen Steve Steven Sven Swen Tadeusz Tariq Tarek Theo
    Theodor Thilo Thomas Thoralf Thorben
    Thore Thorsten Thure Till Tilman Tilo Tim Timm Timo Timon Timur Tino Tobias Tom Tomasz Tommaso Toni
    Torben Torsten Traugott
    Tristan Udo Ulf Uli Ulrich Urs Uwe Valentin Veit Viktor Vincent Vinzenz Vitali Vladimir Volker Volkmar
    Waldemar Walter Walther Wei Wenzel Werner
    Wieland Wilfried Wilhelm Willi William Willy Winfried Wladimir Wojciech Wolf Wolfgang Wolfram Xaver
    Yannick Yannis Yusuf Yves Zoltán
    """.split()
)


def gender_of(given: str) -> str | None:
    """``"f"``, ``"m"`` or ``None`` for a given name; of „Karl-Theodor“ the first part counts."""
    name = given if given in FEMALE or given in MALE else given.split("-")[0]
    return "f" if name in FEMALE else "m" if name in MALE else None
