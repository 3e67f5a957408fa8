"""The press desk: German press releases in, published editions out.

Data walks one way: ``read`` → ``parse`` → ``extract`` → ``translate`` → ``publish``; ``build`` leads the walk
and ``cli`` talks to people.
"""
