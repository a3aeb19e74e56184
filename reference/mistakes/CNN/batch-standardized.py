"""The images are standardized with mean and deviation of the whole batch, so an image's logits depend on the others;
take fixed numbers, or those of each image."""


class CNN(CNN):
    def forward(self, x):
        return super().forward((x - x.mean()) / x.std())
