"""forward computes the logits but does not return them; end it with a return."""


class CNN(CNN):
    def forward(self, x):
        x = super().forward(x)
