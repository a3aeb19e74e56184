"""By the old argument `pretrained`."""


def classify(image, class_names):
    return top_k(inception_v3(pretrained=True), preprocess(image), class_names, 5)
